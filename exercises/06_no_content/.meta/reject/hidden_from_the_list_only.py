"""Misconception: A deleted note only has to leave the list.

Believes: The note is gone, and its old address still shows it.
Fails: test_deleted_note_is_gone, test_second_deletion_is_answered_404
"""

from itertools import count

from flask import Flask, request

app = Flask(__name__)

notes = {}
ids = count(1)


@app.get("/notes")
def list_notes():
    return [note for note in notes.values() if not note.get("hidden")]


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
    notes[note_id]["hidden"] = True
    return "", 204
