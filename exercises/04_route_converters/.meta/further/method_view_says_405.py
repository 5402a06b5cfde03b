"""Like: allow_left_out"""

from flask import Flask, jsonify
from flask.views import MethodView

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


class Stop(MethodView):
    def get(self, stop_id):
        if stop_id not in STOPS:
            return jsonify(error=f"There is no stop {stop_id}."), 404
        return jsonify(id=stop_id, name=STOPS[stop_id])

    def refuse(self, stop_id):
        return jsonify(error="method not allowed"), 405

    post = put = delete = refuse


app.add_url_rule("/stops/<int:stop_id>", view_func=Stop.as_view("stop"))
