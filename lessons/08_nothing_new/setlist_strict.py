"""The same set list: a change without a condition is refused."""

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
    if not request.if_match:
        return {"error": "Send If-Match with the ETag that you have read."}, 428
    if not request.if_match.contains(etag()):
        return {"error": "The set list has changed. Read it again."}, 412
    page["text"] = request.get_data(as_text=True)
    page["edition"] += 1
    response = Response(status=204)
    response.set_etag(etag())
    return response


def etag():
    return f"edition-{page['edition']}"
