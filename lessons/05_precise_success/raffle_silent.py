"""A raffle: the form is told to start again, and nothing else."""

from flask import Flask

app = Flask(__name__)
names = []


@app.post("/tickets/<name>")
def enter(name):
    names.append(name)
    return "", 205
