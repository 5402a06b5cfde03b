"""Like: text_is_stripped"""

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
        return jsonify(error="unknown page"), 404
    return page_at(slug).make_conditional(request)


@app.put("/pages/<slug>")
def save_page(slug):
    if slug not in pages:
        return jsonify(error="unknown page"), 404
    if not request.if_match:
        return jsonify(error="send If-Match"), 428
    if page_at(slug).get_etag()[0] not in request.if_match:
        return jsonify(error="stale"), 412
    pages[slug] = request.get_data().strip()
    return page_at(slug)
