"""Pledges for a new roof, and a visitor who sends the form and then reloads the page."""

from flask import Flask

hall = Flask("hall")
app = Flask(__name__)
pledges = []


@hall.post("/pledges")
def pledge():
    pledges.append(50)
    return "Thank you for 50 euros."


@app.get("/visitor")
def visitor():
    tab = hall.test_client()
    page = tab.post("/pledges", follow_redirects=True)
    reload(tab, page)
    return {"pledges": len(pledges)}


def reload(tab, page):
    tab.open(page.request.path, method=page.request.method)
