"""Like: weak_comparison_for_saving"""

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
    condition = request.headers.get("If-Match")
    if not condition:
        return {"error": "If-Match is missing"}, 428
    tags = [tag.strip().removeprefix("W/") for tag in condition.split(",")]
    if "*" not in tags and page_at(slug).headers["ETag"] not in tags:
        return {"error": "The page has changed"}, 412
    pages[slug] = request.get_data()
    return "", 204, {"ETag": page_at(slug).headers["ETag"]}
