from flask import Flask

app = Flask(__name__)


def from_origin():
    return b"GIF of 40 000 bytes"


@app.get("/photo")
def photo():
    smaller = from_origin().replace(b"40 000", b"4 000")
    return smaller, 203, {"Content-Type": "image/gif"}
