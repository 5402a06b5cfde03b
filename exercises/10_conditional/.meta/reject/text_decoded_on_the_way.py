"""Misconception: A text stays the same text, whatever bytes it is stored as.

Believes: What it saved is what stands there, while its line ends are others.
Fails: test_current_tag_saves
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
    if not request.if_match:
        return {"error": "Read the page first and send its ETag in If-Match."}, 428
    current, _ = page_at(slug).get_etag()
    if current not in request.if_match:
        return {"error": "The page has changed since you read it. Read it again."}, 412
    pages[slug] = request.get_data(as_text=True).replace("\r\n", "\n").encode()
    return "", 204, {"ETag": page_at(slug).headers["ETag"]}
