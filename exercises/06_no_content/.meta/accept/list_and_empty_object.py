"""Notes in a list, rebuilt without the deleted one; an empty object that Flask drops from the 204."""

from flask import Flask, request

app = Flask(__name__)
notes = []
given_out = 0


def find(note_id):
    return next((note for note in notes if note["id"] == note_id), None)


@app.route("/notes", methods=["GET", "POST"])
def collection():
    global given_out
    if request.method in ("GET", "HEAD"):
        return notes
    given_out += 1
    notes.append({"id": given_out, "text": request.json["text"]})
    return notes[-1], 201, {"Location": f"notes/{given_out}"}


@app.route("/notes/<int:note_id>", methods=["GET", "DELETE"])
def single(note_id):
    note = find(note_id)
    if note is None:
        return {"error": "unknown note", "id": note_id}, 404
    if request.method == "DELETE":
        notes.remove(note)
        return {}, 204
    return note
