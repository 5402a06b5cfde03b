from flask import Flask, request

app = Flask(__name__)


@app.get("/rehearsals")
def rehearsals():
    given = request.authorization
    if given is None or given.type != "bearer" or given.token != "alto-2":
        return {"error": "Sign in."}, 401, {"WWW-Authenticate": 'Bearer realm="choir"'}
    return ["Tuesday 19:30"]
