"""Response objects, HTTPStatus names, whole URLs, and a `next` that is joined and compared."""

from http import HTTPStatus
from secrets import token_hex
from urllib.parse import urlencode, urljoin, urlsplit

from flask import Flask, Response, jsonify, request, url_for

app = Flask(__name__)
links = {}


def sent_to(address, status):
    return Response(status=status, headers={"Location": address})


def stays_here(wanted):
    if not wanted.isprintable() or " " in wanted or not wanted.startswith("/") or "//" in wanted:
        return False
    here, there = urlsplit(request.host_url), urlsplit(urljoin(request.host_url, wanted.replace("\\", "/")))
    return (there.scheme, there.netloc) == (here.scheme, here.netloc)


def store(target, tags):
    code = token_hex(4)
    links[code] = dict(code=code, target=target, tags=tags)
    return links[code]


@app.get("/links/<code>")
def show_link(code):
    if code not in links:
        return jsonify(error="unknown link"), HTTPStatus.NOT_FOUND
    return jsonify(links[code])


@app.get("/<code>")
def visit(code):
    if code not in links:
        return jsonify(error="unknown link"), HTTPStatus.NOT_FOUND
    return sent_to(links[code]["target"], HTTPStatus.TEMPORARY_REDIRECT)


@app.post("/links")
def add_link():
    link = store(request.form["target"], [])
    wanted = request.form.get("next", "")
    page = url_for("show_link", code=link["code"], _external=True)
    return sent_to(wanted if stays_here(wanted) else page, HTTPStatus.SEE_OTHER)


@app.get("/l/<code>")
def moved(code):
    address = url_for("show_link", code=code, _external=True)
    query = urlencode(list(request.args.items(multi=True)))
    return sent_to(f"{address}?{query}" if query else address, HTTPStatus.PERMANENT_REDIRECT)


@app.post("/v1/links")
def moved_api():
    address = request.url.replace("/v1/links", "/v2/links", 1)
    return sent_to(address, HTTPStatus.TEMPORARY_REDIRECT)


@app.post("/v2/links")
def add_link_v2():
    link = store(request.json["target"], request.args.getlist("tag"))
    response = jsonify(link)
    response.location = url_for("show_link", code=link["code"])
    return response, HTTPStatus.CREATED
