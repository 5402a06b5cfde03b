"""Misconception: If-Match holds one tag and nothing else.

Believes: Its tag is old, because it named a second one beside it; and * names no version at all.
Fails: test_one_tag_of_several_is_enough, test_star_saves_over_any_version
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
    if request.headers["If-Match"] != page_at(slug).headers["ETag"]:
        return {"error": "The page has changed since you read it. Read it again."}, 412
    pages[slug] = request.get_data()
    return "", 204, {"ETag": page_at(slug).headers["ETag"]}
