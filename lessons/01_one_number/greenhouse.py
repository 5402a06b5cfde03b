"""The air in a greenhouse, said in three ways."""

import json

from flask import Flask

app = Flask(__name__)
AIR = {"celsius": 23.5, "humidity": 61}


@app.get("/air/text")
def air_as_text():
    return json.dumps(AIR)


@app.get("/air/python")
def air_as_python():
    return str(AIR)


@app.get("/air")
def air():
    return AIR
