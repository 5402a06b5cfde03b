"""Like: id_given_out_again"""

from flask import Flask, jsonify, request

app = Flask(__name__)

notes = {}


@app.get("/notes")
def list_notes():
    return jsonify(list(notes.values()))


@app.post("/notes")
def add_note():
    note_id = (sorted(notes) or [0])[-1] + 1
    notes[note_id] = {"id": note_id, "text": request.json["text"]}
    return jsonify(notes[note_id]), 201, {"Location": f"/notes/{note_id}"}


@app.get("/notes/<int:note_id>")
def show_note(note_id):
    if note_id in notes:
        return jsonify(notes[note_id])
    return jsonify(error=f"There is no note {note_id}."), 404


@app.delete("/notes/<int:note_id>")
def delete_note(note_id):
    if note_id not in notes:
        return jsonify(error="No such note."), 404
    del notes[note_id]
    return "", 204
