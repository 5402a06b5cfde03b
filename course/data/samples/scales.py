from flask import Flask, request

app = Flask(__name__)


@app.post("/weights")
def weigh():
    return {"grams": request.get_json()["grams"]}
