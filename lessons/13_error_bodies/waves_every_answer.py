"""The wave heights, where every answer may be read by the club's page."""

from flask import Flask

app = Flask(__name__)
METRES = {"north": 1.4}


@app.after_request
def let_page_read(response):
    response.headers["Access-Control-Allow-Origin"] = "https://surf.example"
    return response


@app.get("/waves/<beach>")
def waves(beach):
    if beach not in METRES:
        return {"error": {"code": "no_such_beach", "message": "There is no such beach"}}, 404
    return {"metres": METRES[beach]}
