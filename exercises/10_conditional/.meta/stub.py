"""The wiki of a village. Run it: flask --app exercises/10_conditional/app run"""

from flask import Flask, Response, request

app = Flask(__name__)

pages = {
    "home": b"Welcome to our village.\n",
    "bus": b"The bus leaves at eight.\n",
}


def page_at(slug):
    return Response(pages[slug], mimetype="text/plain")


@app.get("/pages/<slug>")
def show_page(slug):
    if slug not in pages:
        return {"error": f"There is no page {slug}."}, 404
    return page_at(slug)


@app.put("/pages/<slug>")
def save_page(slug):
    if slug not in pages:
        return {"error": f"There is no page {slug}."}, 404
    pages[slug] = request.get_data()
    response = page_at(slug)
    response.add_etag()
    return response.make_conditional(request)
