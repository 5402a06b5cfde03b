from flask import Flask, abort

app = Flask(__name__)


@app.get("/telex")
def telex():
    abort(505, "Only a server can know this. Here a view says it.")
