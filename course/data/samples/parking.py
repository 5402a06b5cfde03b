from flask import Flask, request

app = Flask(__name__)
DUE = {"AB 12": 4}


@app.post("/exits")
def leave():
    due = DUE.get(request.get_json()["plate"], 0)
    if due:
        return {"error": "Pay before you leave.", "due": due}, 402
    return "", 204
