from flask import Flask

app = Flask(__name__)


@app.get("/ticker")
def ticker():
    hint = {"Upgrade": "websocket", "Connection": "Upgrade"}
    return {"error": "This address speaks WebSocket only."}, 426, hint
