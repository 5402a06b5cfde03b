"""Misconception: A code given to jsonify becomes the code of the answer.

Believes: There is an answer to read, a list with a number in it, and the note may never have been there.
Fails: test_deletion_is_answered_204, test_answer_to_a_deletion_has_no_content, test_unknown_note_is_answered_404, test_second_deletion_is_answered_404
"""

from itertools import count

from flask import Flask, jsonify, request

app = Flask(__name__)

notes = {}
ids = count(1)


@app.get("/notes")
def list_notes():
    return list(notes.values())


@app.post("/notes")
def add_note():
    note = {"id": next(ids), "text": request.get_json()["text"]}
    notes[note["id"]] = note
    return note, 201, {"Location": f"/notes/{note['id']}"}


@app.get("/notes/<int:note_id>")
def show_note(note_id):
    if note_id in notes:
        return notes[note_id]
    return {"error": f"There is no note {note_id}."}, 404


@app.delete("/notes/<int:note_id>")
def delete_note(note_id):
    if note_id not in notes:
        return jsonify({"error": f"There is no note {note_id}."}, 404)
    notes.pop(note_id)
    return jsonify("", 204)
