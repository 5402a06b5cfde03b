from flask import Flask, request, url_for

app = Flask(__name__)
QUEUE = []


@app.post("/prints")
def order():
    QUEUE.append(request.get_json())
    address = url_for("progress", number=len(QUEUE))
    return {"state": "waiting", "ask": address}, 202, {"Location": address}


@app.get("/prints/<int:number>/progress")
def progress(number):
    return {"state": "waiting"}
