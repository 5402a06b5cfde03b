from flask import Flask, request

app = Flask(__name__)
FAILED = {1}


@app.post("/legs")
def run():
    leg = request.get_json()["leg"]
    if leg - 1 in FAILED:
        return {"error": f"Leg {leg} needs leg {leg - 1}, which failed."}, 424
    return {"leg": leg}, 201
