from flask import Flask, abort, request

app = Flask(__name__)


@app.post("/moorings")
def moor():
    wanted = request.headers.get("Expect", "100-continue")
    if wanted.lower() != "100-continue":
        abort(417, f"Nobody here can promise {wanted}.")
    return {"berth": 4}, 201
