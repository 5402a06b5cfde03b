"""Misconception: Tags are compared in one way, for reading as for saving.

Believes: The page has changed: a weak tag that names it is not recognised, and the whole text comes again.
Fails: test_known_page_is_not_sent_again
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
    page = page_at(slug)
    if page.get_etag()[0] in request.if_none_match:
        page.status_code = 304
    return page


@app.put("/pages/<slug>")
def save_page(slug):
    if slug not in pages:
        return {"error": f"There is no page {slug}."}, 404
    if not request.if_match:
        return {"error": "Read the page first and send its ETag in If-Match."}, 428
    current, _ = page_at(slug).get_etag()
    if current not in request.if_match:
        return {"error": "The page has changed since you read it. Read it again."}, 412
    pages[slug] = request.get_data()
    return "", 204, {"ETag": page_at(slug).headers["ETag"]}
