"""Ask Python's urllib for its next request after a redirect of a POST."""

from email.message import Message
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request

from flask import Flask

app = Flask(__name__)


@app.get("/urllib/<int:code>")
def next_request(code):
    sent = Request("http://campsite.example/pitches", data=b"3 nights", method="POST")
    new_url = "http://campsite.example/bookings"
    handler = HTTPRedirectHandler()
    try:
        following = handler.redirect_request(sent, None, code, "", Message(), new_url)
    except HTTPError:
        return {"next": "HTTPError"}
    return {"next": following.get_method(), "with_body": following.data is not None}
