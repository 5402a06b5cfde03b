"""A lighthouse that counts who asks for its light."""

from flask import Flask

app = Flask(__name__)
visits = []


@app.get("/light")
def light():
    visits.append("/light")
    return {"colour": "white", "flashes_per_minute": 4}


@app.get("/visits")
def count():
    return {"visits": len(visits)}
