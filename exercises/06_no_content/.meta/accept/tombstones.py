"""Deleted notes are remembered, so they are 410 from then on, while unknown ones are 404."""

from flask import Flask, jsonify, request

app = Flask(__name__)
texts = []


@app.get("/notes")
def list_notes():
    return jsonify([{"id": i, "text": text} for i, text in enumerate(texts) if text is not None])


@app.post("/notes")
def add_note():
    texts.append(request.get_json()["text"])
    note_id = len(texts) - 1
    return jsonify(id=note_id, text=texts[-1]), 201, {"Location": f"/notes/{note_id}"}


def problem(note_id):
    if note_id >= len(texts):
        return jsonify(error="never existed"), 404
    if texts[note_id] is None:
        return jsonify(error="deleted"), 410
    return None


@app.get("/notes/<int:note_id>")
def show_note(note_id):
    return problem(note_id) or jsonify(id=note_id, text=texts[note_id])


@app.delete("/notes/<int:note_id>")
def delete_note(note_id):
    refusal = problem(note_id)
    if refusal:
        return refusal
    texts[note_id] = None
    return app.response_class(status=204)
