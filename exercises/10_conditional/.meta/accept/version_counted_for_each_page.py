from flask import Flask, Response, jsonify, request
from werkzeug.http import quote_etag

app = Flask(__name__)
pages = {"home": [b"Welcome to our village.\n", 1], "bus": [b"The bus leaves at eight.\n", 1]}


def tag(slug):
    return "v%d" % pages[slug][1]


def err(code, text):
    return jsonify(error=text), code


@app.route("/pages/<slug>", methods=["GET", "PUT"])
def page(slug):
    if slug not in pages:
        return err(404, "no page")
    if request.method in ("GET", "HEAD"):
        if request.if_none_match.contains_weak(tag(slug)):
            return "", 304, {"ETag": quote_etag(tag(slug))}
        return Response(
            pages[slug][0], content_type="text/plain; charset=utf-8", headers={"ETag": quote_etag(tag(slug))}
        )
    if "If-Match" not in request.headers:
        return err(428, "If-Match")
    if tag(slug) not in request.if_match:
        return err(412, "stale")
    pages[slug] = [request.data if False else request.get_data(), pages[slug][1] + 1]
    return "", 204, {"ETag": quote_etag(tag(slug))}
