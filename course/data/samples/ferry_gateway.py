from flask import Flask, abort

app = Flask(__name__)


def ask_the_harbour():
    raise TimeoutError


@app.get("/departures")
def departures():
    try:
        return ask_the_harbour()
    except TimeoutError:
        abort(504, "The harbour did not answer in time.")
