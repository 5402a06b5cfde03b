from flask import Flask, redirect, request, url_for

app = Flask(__name__)
ENTRIES = []


@app.post("/entries")
def write():
    ENTRIES.append(request.get_json()["text"])
    return redirect(url_for("read"), 303)


@app.get("/entries")
def read():
    return ENTRIES
