from flask import Flask, request

app = Flask(__name__)


@app.post("/transfers")
def transfer():
    if request.headers.get("Early-Data") == "1":
        return {"error": "Send this again after the handshake."}, 425
    return "", 204
