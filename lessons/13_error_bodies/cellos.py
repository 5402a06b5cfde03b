"""A music school lends cellos. A phone offers the waiting list when one is taken."""

from flask import Flask, request

school = Flask("school")
app = Flask(__name__)
TAKEN = {"en": "This cello is taken", "fr": "Ce violoncelle est pris"}


@school.get("/loans/7")
def lend():
    language = request.accept_languages.best_match(TAKEN, default="en")
    return {"error": {"code": "cello_taken", "message": TAKEN[language]}}, 409


@app.get("/phone")
def phone():
    wishes = {"Accept-Language": request.headers.get("Accept-Language", "en")}
    error = school.test_client().get("/loans/7", headers=wishes).json["error"]
    if error["message"] == "This cello is taken":
        return {"shown": error["message"], "button": "Join the waiting list"}
    return {"shown": error["message"], "button": "Close"}
