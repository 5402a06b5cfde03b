"""Like: defaults_in_each_init"""

from datetime import datetime, timezone

from flask import Flask

app = Flask(__name__)
app.config["DESK"] = lambda number: f"the brass key of room {number}"


class DeskError(Exception):
    def __init__(self, message=None, status_code=400, headers=None):
        message = message or f"{type(self).__name__}."
        super().__init__(message)
        self.message = message
        self.status_code = status_code
        self.headers = dict(headers or {})


class NotSignedIn(DeskError):
    def __init__(self, message=None, status_code=401, headers=None):
        super().__init__(message, status_code, headers)
        self.headers.setdefault("WWW-Authenticate", 'Bearer realm="desk"')


class NotYourRoom(DeskError):
    def __init__(self, message=None, status_code=403, headers=None):
        super().__init__(message, status_code, headers)


class NoSuchRoom(DeskError):
    def __init__(self, message=None, status_code=404, headers=None):
        super().__init__(message, status_code, headers)


class TooManyTries(DeskError):
    def __init__(self, message=None, status_code=429, headers=None):
        super().__init__(message, status_code, headers)


@app.get("/rooms/<int:number>/key")
def hand_out_key(number):
    return {"room": number, "key": app.config["DESK"](number)}


@app.errorhandler(DeskError)
def refuse(error):
    now = datetime.now(timezone.utc).isoformat()
    return {"error": error.message, "time": now}, error.status_code, error.headers


app.register_error_handler(404, lambda error: refuse(NoSuchRoom("There is nothing here.")))
