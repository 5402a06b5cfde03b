from flask import Flask, abort, request

app = Flask(__name__)


@app.post("/recordings")
def record():
    if request.content_length is None:
        abort(411, "Say how long the recording is.")
    return {"bytes": len(request.get_data())}, 201
