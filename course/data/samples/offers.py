from flask import Flask, abort

app = Flask(__name__)
ENDED = {"spring"}
OFFERS = {"summer": {"price": 20}}


@app.get("/offers/<name>")
def offer(name):
    if name in ENDED:
        abort(410, "This offer has ended for good.")
    return OFFERS[name] if name in OFFERS else abort(404)
