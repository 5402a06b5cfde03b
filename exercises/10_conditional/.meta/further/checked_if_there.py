"""Like: condition_only_when_sent"""

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
    tag = page_at(slug).get_etag()[0]
    if "If-Match" in request.headers:
        if tag not in request.if_match:
            return jsonify(error="The page has changed."), 412
    pages[slug] = request.get_data()
    response = page_at(slug)
    return response, 200
