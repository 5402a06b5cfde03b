"""A method view, a tag made with hashlib, refusals raised with abort and turned into JSON by one handler."""

from hashlib import sha256

from flask import Flask, Response, abort, request
from flask.views import MethodView
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
wiki = {"home": b"Home, sweet home.\n", "bus": b"No bus today.\n"}


@app.errorhandler(HTTPException)
def as_json(error):
    return {"error": error.description}, error.code


class Page(MethodView):
    init_every_request = False

    def get(self, slug):
        text = self.find(slug)
        page = Response(text, mimetype="text/plain")
        page.set_etag(self.tag(text))
        return page.make_conditional(request)

    def put(self, slug):
        text = self.find(slug)
        condition = request.if_match
        if "If-Match" not in request.headers:
            abort(428, "If-Match is required")
        if not condition.star_tag and not condition.is_strong(self.tag(text)):
            abort(412, "the page is another one now")
        wiki[slug] = request.get_data(cache=False)
        answer = Response(status=204)
        answer.set_etag(self.tag(wiki[slug]))
        return answer

    def find(self, slug):
        return wiki[slug] if slug in wiki else abort(404, f"{slug}: no such page")

    def tag(self, text):
        return sha256(text).hexdigest()[:20]


app.add_url_rule("/pages/<slug>", view_func=Page.as_view("page"))
