"""Like: further_words_ignored"""

from flask import Flask, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get

CHALLENGE = 'Bearer realm="door"'


def refuse(text, challenge=CHALLENGE):
    return {"error": text}, 401, {"WWW-Authenticate": challenge}


@app.get("/door")
def open_door():
    header = request.headers.get("Authorization") or ""
    if not header.lower().startswith("bearer "):
        return refuse("Show a badge, with the scheme Bearer.")
    parts = header.split()
    if len(parts) < 2:
        return refuse("Show a badge.")
    holder = app.config["REGISTER"](parts[1])
    if holder is None:
        return refuse("Nobody has this badge.", f'{CHALLENGE}, error="invalid_token"')
    return {"door": "open", "holder": holder}
