"""A vault that wants its clients to change the protocol first."""

from flask import Flask

app = Flask(__name__)
UPGRADE = {"Upgrade": "TLS/1.2", "Connection": "Upgrade"}


@app.get("/vault")
def vault():
    return {"error": "Please switch to TLS"}, 426, UPGRADE
