from flask import Flask

app = Flask(__name__)


@app.get("/")
def anything():
    return '<a href="http://login.hotel.example/">Sign in to the network</a>\n', 511
