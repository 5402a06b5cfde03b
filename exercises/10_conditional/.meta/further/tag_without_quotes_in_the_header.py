"""Like: tag_inside_a_longer_one"""

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
        return {"error": "Send If-Match."}, 428
    tag, _ = page_at(slug).get_etag()
    if tag not in request.headers["If-Match"]:
        return {"error": "The page has changed."}, 412
    pages[slug] = request.get_data()
    return page_at(slug)
