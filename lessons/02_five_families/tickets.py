"""Cinema seats; the confirmation e-mail is broken today."""

from flask import Flask

app = Flask(__name__)
sold = []


@app.post("/seats")
def buy():
    sold.append("row 4")
    return {"error": "could not send the e-mail"}, 503


@app.get("/seats")
def count():
    return {"sold": len(sold)}
