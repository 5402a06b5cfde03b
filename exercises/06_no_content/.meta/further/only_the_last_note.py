"""Like: another_note_is_taken_out"""

from itertools import count

from flask import Flask, jsonify, request

app = Flask(__name__)

notes = {}
ids = count(1)


@app.get("/notes")
def list_notes():
    return jsonify(list(notes.values()))


@app.post("/notes")
def add_note():
    note = {"id": next(ids), "text": request.get_json()["text"]}
    notes[note["id"]] = note
    return note, 201, {"Location": f"/notes/{note['id']}"}


@app.get("/notes/<int:note_id>")
def show_note(note_id):
    if note_id in notes:
        return jsonify(notes[note_id])
    return jsonify(error=f"There is no note {note_id}."), 404


@app.delete("/notes/<int:note_id>")
def delete_note(note_id):
    if note_id not in notes:
        return jsonify(error="No such note."), 404
    notes.popitem()
    return "", 204
