"""A method view in a blueprint, try and except around the deletion, make_response, random ids."""

from uuid import uuid4

from flask import Blueprint, Flask, make_response, request, url_for
from flask.views import MethodView

api = Blueprint("api", __name__)
notes = {}


def missing():
    return make_response({"error": "unknown note"}, 404)


class Notes(MethodView):
    def get(self):
        return list(notes.values())

    def post(self):
        note = {"id": uuid4().hex, "text": request.get_json()["text"]}
        notes[note["id"]] = note
        response = make_response(note, 201)
        response.location = url_for("api.note", note_id=note["id"], _external=True)
        return response


class Note(MethodView):
    def get(self, note_id):
        return notes.get(note_id) or missing()

    def delete(self, note_id):
        try:
            del notes[note_id]
        except KeyError:
            return missing()
        return make_response("", 204)


api.add_url_rule("/notes", view_func=Notes.as_view("notes"))
api.add_url_rule("/notes/<note_id>", view_func=Note.as_view("note"))
app = Flask(__name__)
app.register_blueprint(api)
