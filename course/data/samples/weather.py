from flask import Flask, request

app = Flask(__name__)
OFFER = ["application/json", "text/plain"]


@app.get("/weather")
def weather():
    best = request.accept_mimetypes.best_match(OFFER)
    if best is None:
        return {"error": "No such format here.", "offer": OFFER}, 406
    return {"sky": "clear"} if best == OFFER[0] else "clear\n"
