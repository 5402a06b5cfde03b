"""A Response without a body, HTTPStatus names, and one handler that makes every 404 JSON."""

from http import HTTPStatus
from itertools import count

from flask import Flask, Response, abort, jsonify, request

app = Flask(__name__)
notes = {}
ids = count(1)


@app.errorhandler(HTTPStatus.NOT_FOUND)
def not_found(error):
    return jsonify(error=error.description), HTTPStatus.NOT_FOUND


@app.get("/notes")
def list_notes():
    return jsonify(list(notes.values()))


@app.post("/notes")
def add_note():
    note = {"id": next(ids), "text": request.json["text"]}
    notes[note["id"]] = note
    return jsonify(note), HTTPStatus.CREATED, {"Location": f"/notes/{note['id']}"}


@app.get("/notes/<int:note_id>")
def show_note(note_id):
    return jsonify(notes.get(note_id) or abort(HTTPStatus.NOT_FOUND, "no such note"))


@app.delete("/notes/<int:note_id>")
def delete_note(note_id):
    if notes.pop(note_id, None) is None:
        abort(HTTPStatus.NOT_FOUND, "no such note")
    return Response(status=HTTPStatus.NO_CONTENT)
