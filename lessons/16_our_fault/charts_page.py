"""Sea charts with a friendly page for the time of the maintenance, and a ship that fetches its chart."""

from flask import Flask

office = Flask("office")
app = Flask(__name__)
on_board = {"chart": "the one of last year"}


@office.get("/charts/sund")
def closed():
    return "<h1>We will be back soon!</h1>"


@app.post("/update")
def update():
    answer = office.test_client().get("/charts/sund")
    if answer.status_code == 200:
        on_board["chart"] = answer.text
    return on_board
