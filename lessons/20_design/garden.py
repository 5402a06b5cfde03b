"""An app from last year on somebody's phone, and the garden service of this year."""

from flask import Flask

service = Flask("service")
app = Flask(__name__)
TEXTS = {404: "We could not find it.", 409: "Somebody was faster."}


def text_for(status):
    if status in TEXTS:
        return TEXTS[status]
    if status < 400:
        return "Done."
    return "Please check your request." if status < 500 else "Please try again later."


@service.post("/plots/3/rent")
def rent():
    return {"error": "Plot 3 was given back to the meadow"}, 410


@app.get("/phone")
def phone():
    answer = service.test_client().post("/plots/3/rent")
    return {"shows": text_for(answer.status_code)}
