"""A blueprint with a view class; the view aborts with a finished response."""

from flask import Blueprint, Flask, abort, make_response
from flask.views import MethodView

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


line = Blueprint("line", __name__, url_prefix="/stops")


class Stop(MethodView):
    def get(self, stop_id: int):
        if stop_id not in STOPS:
            abort(make_response({"error": f"stop {stop_id} does not exist"}, 404))
        return {"id": stop_id, "name": STOPS[stop_id]}


line.add_url_rule("/<int(signed=True):stop_id>", view_func=Stop.as_view("stop"))
app.register_blueprint(line)
