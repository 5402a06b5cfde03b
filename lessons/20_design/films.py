"""A film archive that a court has told to hide one film."""

from flask import Flask

app = Flask(__name__)
BLOCKED_BY = {"Link": '<https://films.example/>; rel="blocked-by"'}


@app.get("/films/harbour")
def harbour():
    return {"error": "Not shown in this country, by order of a court"}, 451, BLOCKED_BY
