from flask import Flask, request

app = Flask(__name__)


@app.post("/sightings")
def report():
    return request.get_json(), 201
