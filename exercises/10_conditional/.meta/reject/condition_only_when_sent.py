"""Misconception: A client that sends no condition wants none.

Believes: Its save is safe, while it overwrites what it has never seen.
Fails: test_save_without_a_condition_is_refused, test_refused_save_changes_nothing
"""

from flask import Flask, Response, request

app = Flask(__name__)

pages = {
    "home": b"Welcome to our village.\n",
    "bus": b"The bus leaves at eight.\n",
}


def page_at(slug):
    response = Response(pages[slug], mimetype="text/plain")
    response.add_etag()
    return response


@app.get("/pages/<slug>")
def show_page(slug):
    if slug not in pages:
        return {"error": f"There is no page {slug}."}, 404
    return page_at(slug).make_conditional(request)


@app.put("/pages/<slug>")
def save_page(slug):
    if slug not in pages:
        return {"error": f"There is no page {slug}."}, 404
    current, _ = page_at(slug).get_etag()
    if request.if_match and current not in request.if_match:
        return {"error": "The page has changed since you read it. Read it again."}, 412
    pages[slug] = request.get_data()
    return "", 204, {"ETag": page_at(slug).headers["ETag"]}
