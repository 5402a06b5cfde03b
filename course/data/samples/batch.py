from flask import Flask, request

app = Flask(__name__)
LABELS = {1: "Fragile", 2: "This side up"}


@app.post("/labels")
def print_labels():
    results = [{"id": i, "status": 200 if i in LABELS else 404} for i in request.get_json()["ids"]]
    return {"results": results}, 207
