"""A number that counts the versions, and the headers taken apart by hand."""

from http import HTTPStatus

from flask import Flask, Response, jsonify, make_response, request

app = Flask(__name__)

texts = {"home": b"Welcome.\n", "bus": b"At eight.\n"}
versions = dict.fromkeys(texts, 1)


def tag_of(slug):
    return f'"{slug}-v{versions[slug]}"'


def named_tags(header):
    return [tag.strip() for tag in request.headers.get(header, "").split(",") if tag.strip()]


def problem(text, status):
    return make_response(jsonify(error=text), status)


@app.route("/pages/<slug>", methods=["GET"])
def read(slug):
    if slug not in texts:
        return problem("no such page", HTTPStatus.NOT_FOUND)
    known = [tag.removeprefix("W/") for tag in named_tags("If-None-Match")]
    response = Response(texts[slug], content_type="text/plain; charset=utf-8")
    if tag_of(slug) in known or "*" in known:
        response = Response(status=HTTPStatus.NOT_MODIFIED)
    response.headers["ETag"] = tag_of(slug)
    return response


@app.route("/pages/<slug>", methods=["PUT"])
def write(slug):
    wanted = named_tags("If-Match")
    if not wanted:
        return problem("send If-Match", HTTPStatus.PRECONDITION_REQUIRED)
    if slug not in texts or (tag_of(slug) not in wanted and wanted != ["*"]):
        return problem("not the version you read", HTTPStatus.PRECONDITION_FAILED)
    texts[slug] = request.data
    versions[slug] += 1
    response = Response(texts[slug], mimetype="text/plain")
    response.headers["ETag"] = tag_of(slug)
    return response
