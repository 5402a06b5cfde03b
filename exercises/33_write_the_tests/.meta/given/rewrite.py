"""The same API, written by somebody else: it keeps the same promises, in other words and with other parts."""

from http import HTTPStatus

from flask import Blueprint, Flask, Response, jsonify, make_response, request, url_for
from flask.views import MethodView

shelf = Blueprint("shelf", __name__, url_prefix="/bags")
kept = [("cello", 40), ("red rucksack", 17)]


class Refusal(Exception):
    def __init__(self, code, words):
        super().__init__(words)
        self.code = code


def find(number):
    for entry in kept:
        if entry[1] == number:
            return entry
    raise Refusal(HTTPStatus.NOT_FOUND, "We know nothing of this tag!")


def card(entry):
    return {"what": entry[0], "tag": entry[1]}


class Shelf(MethodView):
    def get(self):
        return jsonify([card(entry) for entry in kept])

    def post(self):
        if not request.is_json:
            raise Refusal(415, "Please send JSON.")
        sent = request.get_json(silent=True)
        number, words = (sent.get("tag"), sent.get("what")) if isinstance(sent, dict) else ("", "")
        if isinstance(number, bool) or not isinstance(number, int) or number < 1:
            raise Refusal(400, "Read the number on the tag and type it in.")
        if not isinstance(words, str) or words.strip() == "":
            raise Refusal(400, "Say in a few words what it is.")
        if any(entry[1] == number for entry in kept):
            raise Refusal(409, "Take another tag from the roll.")
        kept.insert(0, (words, number))
        answer = make_response(card(kept[0]), 201)
        answer.headers["Location"] = url_for("shelf.one", number=number, _external=True)
        return answer


class OneBag(MethodView):
    def get(self, number):
        return jsonify(card(find(number)))

    def delete(self, number):
        kept.remove(find(number))
        return Response(status=204)


app = Flask(__name__)
shelf.add_url_rule("", view_func=Shelf.as_view("all"))
shelf.add_url_rule("/<int:number>", view_func=OneBag.as_view("one"))
app.register_blueprint(shelf)


@app.errorhandler(Refusal)
def say_no(refusal):
    return jsonify(error=str(refusal)), refusal.code


@app.errorhandler(404)
@app.errorhandler(405)
def say_why(error):
    headers = {"Allow": ",".join(sorted(error.valid_methods or []))} if error.code == 405 else {}
    return jsonify(error=f"{error.name} ({error.code})"), error.code, headers
