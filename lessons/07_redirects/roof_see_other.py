"""The same pledges: the form leads to a page of its own."""

from flask import Flask, redirect

hall = Flask("hall")
app = Flask(__name__)
pledges = []


@hall.post("/pledges")
def pledge():
    pledges.append(50)
    return redirect("/thanks", code=303)


@hall.get("/thanks")
def thanks():
    return "Thank you for 50 euros."


@app.get("/visitor")
def visitor():
    tab = hall.test_client()
    page = tab.post("/pledges", follow_redirects=True)
    reload(tab, page)
    return {"pledges": len(pledges)}


def reload(tab, page):
    tab.open(page.request.path, method=page.request.method)
