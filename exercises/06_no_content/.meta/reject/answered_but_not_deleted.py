"""Misconception: A note is deleted once the answer says so.

Believes: The note is gone, until the next list shows it again.
Fails: test_deleted_note_is_gone, test_deleted_note_leaves_the_list, test_other_notes_stay, test_unknown_note_touches_nothing, test_second_deletion_is_answered_404
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
    return "", 204
