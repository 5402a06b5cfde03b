from flask import Flask, abort

app = Flask(__name__)


@app.post("/coffee")
def brew():
    abort(418)
