from flask import Flask, request

app = Flask(__name__)
ENTRIES = []


@app.post("/entries")
def note():
    ENTRIES.append(request.get_json())
    return "", 205
