"""A choir's set list that anybody may replace."""

from flask import Flask, Response, request

app = Flask(__name__)
page = {"text": "Spring song", "edition": 4}


@app.get("/setlist")
def read():
    response = Response(page["text"], mimetype="text/plain")
    response.set_etag(f"edition-{page['edition']}")
    return response.make_conditional(request)


@app.put("/setlist")
def write():
    page["text"] = request.get_data(as_text=True)
    page["edition"] += 1
    return "", 204
