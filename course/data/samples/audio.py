from flask import Flask, Response, request

app = Flask(__name__)
TALK = b"0123456789" * 20


@app.get("/talks/1")
def talk():
    response = Response(TALK, mimetype="audio/mpeg")
    response.set_etag("first-cut")
    return response.make_conditional(request, accept_ranges=True, complete_length=len(TALK))
