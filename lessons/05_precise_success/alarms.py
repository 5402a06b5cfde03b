"""A clock with alarms: removing one leaves nothing to say."""

from flask import Flask

app = Flask(__name__)
alarms = {"1": "06:40", "2": "09:15"}


@app.delete("/alarms/<number>")
def remove(number):
    if number not in alarms:
        return {"error": f"There is no alarm {number}"}, 404
    del alarms[number]
    return "", 204
