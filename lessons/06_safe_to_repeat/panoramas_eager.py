"""A panorama is promised at once and made later."""

from flask import Flask, url_for

app = Flask(__name__)
waiting = []


@app.post("/panoramas")
def order():
    waiting.append("12 photos")
    number = len(waiting)
    return {"panorama": number}, 201, {"Location": url_for("panorama", number=number)}


@app.get("/panoramas/<int:number>")
def panorama(number):
    return {"error": f"There is no panorama {number}"}, 404
