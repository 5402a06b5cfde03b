"""The same set list: make_conditional is asked to guard the change."""

from flask import Flask, Response, request

app = Flask(__name__)
page = {"text": "Spring song", "edition": 4}


@app.get("/setlist")
def read():
    response = Response(page["text"], mimetype="text/plain")
    response.set_etag(etag())
    return response.make_conditional(request)


@app.put("/setlist")
def write():
    page["text"] = request.get_data(as_text=True)
    page["edition"] += 1
    response = Response(status=204)
    response.set_etag(etag())
    return response.make_conditional(request)


def etag():
    return f"edition-{page['edition']}"
