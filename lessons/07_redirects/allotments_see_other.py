"""The same allotments with 303, and a page that calls them with the redirect rules of a browser's fetch."""

from flask import Flask, redirect, request

garden = Flask("garden")
app = Flask(__name__)
plots = {"7": "beans", "8": "peas", "9": "kale"}


@garden.delete("/plots/<number>")
def give_back(number):
    del plots[number]
    return redirect("/plots", code=303)


@garden.route("/plots", methods=["GET", "DELETE"])
def all_plots():
    if request.method == "DELETE":
        plots.clear()
    return plots


@app.post("/click/<number>")
def click(number):
    return fetch("DELETE", f"/plots/{number}").json


def fetch(method, path):
    answer = garden.test_client().open(path, method=method)
    if answer.location is None:
        return answer
    post_moved = answer.status_code in (301, 302) and method == "POST"
    if answer.status_code == 303 or post_moved:
        method = "GET"
    return fetch(method, answer.location)
