from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 40


@app.post("/postcards")
def write():
    return request.get_json(), 201
