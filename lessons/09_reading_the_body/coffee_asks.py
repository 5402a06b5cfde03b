"""A coffee machine that tells no wish from an unreadable one."""

from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 40


@app.post("/cups")
def brew():
    wish = request.get_json() if request.get_data() else {}
    return {"cup": wish.get("drink", "espresso")}
