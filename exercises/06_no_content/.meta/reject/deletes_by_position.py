"""Misconception: The note with id 3 is the third one.

Believes: Its note is gone, while it was another one.
Fails: test_other_notes_stay, test_second_deletion_is_answered_404
"""

from itertools import count

from flask import Flask, request

app = Flask(__name__)

notes = []
ids = count(1)


@app.get("/notes")
def list_notes():
    return notes


@app.post("/notes")
def add_note():
    note = {"id": next(ids), "text": request.get_json()["text"]}
    notes.append(note)
    return note, 201, {"Location": f"/notes/{note['id']}"}


@app.get("/notes/<int:note_id>")
def show_note(note_id):
    for note in notes:
        if note["id"] == note_id:
            return note
    return {"error": f"There is no note {note_id}."}, 404


@app.delete("/notes/<int:note_id>")
def delete_note(note_id):
    if note_id > len(notes):
        return {"error": f"There is no note {note_id}."}, 404
    del notes[note_id - 1]
    return "", 204
