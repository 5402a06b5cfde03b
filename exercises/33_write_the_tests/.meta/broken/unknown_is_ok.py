"""The fault: a tag that no bag has is answered 200."""

from flask import Flask, abort, json, request, url_for
from werkzeug.exceptions import HTTPException

app = Flask(__name__)

bags = {17: "red rucksack", 40: "cello"}


@app.errorhandler(HTTPException)
def refuse(error):
    response = error.get_response()
    response.data = json.dumps({"error": error.description})
    response.content_type = "application/json"
    return response


def show(tag):
    return {"tag": tag, "what": bags.get(tag)}


@app.get("/bags")
def list_bags():
    return [show(tag) for tag in bags]


@app.get("/bags/<int:tag>")
def show_bag(tag):
    return show(tag)


@app.post("/bags")
def take_bag():
    data = request.get_json()
    tag, what = (data.get("tag"), data.get("what")) if isinstance(data, dict) else (None, None)
    if type(tag) is not int or tag < 1:
        abort(400, "tag is a whole number from 1 up.")
    if not isinstance(what, str) or not what.strip():
        abort(400, "what is a text that says what the bag looks like.")
    if tag in bags:
        abort(409, f"The tag {tag} is on another bag.")
    bags[tag] = what
    return show(tag), 201, {"Location": url_for("show_bag", tag=tag)}


@app.delete("/bags/<int:tag>")
def hand_out_bag(tag):
    if bags.pop(tag, None) is None:
        abort(404, f"No bag has the tag {tag}.")
    return "", 204
