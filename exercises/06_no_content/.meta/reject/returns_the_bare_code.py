"""Misconception: A code is an answer without any body.

Believes: The server is broken, and the note may still be there.
Fails: test_deletion_is_answered_204, test_answer_to_a_deletion_has_no_content, test_unknown_note_is_answered_404, test_second_deletion_is_answered_404
"""

from itertools import count

from flask import Flask, request

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
        return {"error": f"There is no note {note_id}."}, 404
    del notes[note_id]
    return 204
