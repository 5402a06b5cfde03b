"""Misconception: 205 drops its body as 204 does.

Believes: It has to clear its form, and it gets a body with a code that allows none.
Fails: test_deletion_is_answered_204, test_answer_to_a_deletion_has_no_content
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
    return {"message": "deleted"}, 205
