"""Wave heights, for the page of a surf club on another site."""

from flask import Flask

app = Flask(__name__)
METRES = {"north": 1.4}


def answer(body, status=200):
    return body, status, {"Access-Control-Allow-Origin": "https://surf.example"}


@app.get("/waves/<beach>")
def waves(beach):
    if beach not in METRES:
        return answer({"error": {"code": "no_such_beach", "message": "There is no such beach"}}, 404)
    return answer({"metres": METRES[beach]})
