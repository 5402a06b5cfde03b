"""Like: missing_condition_is_400"""

from flask import Flask, Response, jsonify, request

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
    if "If-Match" not in request.headers:
        return jsonify(error="If-Match is required"), 400
    tag = page_at(slug).get_etag()[0]
    if tag not in request.if_match:
        return jsonify(error="stale"), 412
    pages[slug] = request.data
    return page_at(slug)
