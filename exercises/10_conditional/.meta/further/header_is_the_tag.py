"""Like: header_compared_as_a_text"""

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
    wanted = request.headers.get("If-Match")
    if wanted is None:
        return jsonify(error="If-Match is required"), 428
    if wanted != page_at(slug).headers["ETag"]:
        return jsonify(error="The page has changed"), 412
    pages[slug] = request.get_data()
    return "", 204, {"ETag": page_at(slug).headers["ETag"]}
