"""A sauna: from when to when shall it be hot today?"""

from flask import Flask, request

app = Flask(__name__)
GUESTS_STAY_UNTIL = 19


@app.put("/plan")
def plan():
    wish = request.get_json()
    if not isinstance(wish, dict) or [type(wish.get(key)) for key in ("start", "end")] != [int, int]:
        return {"error": "start and end must be whole hours"}, 400
    if not 6 <= wish["start"] < wish["end"] <= 22:
        return {"error": "hours lie between 6 and 22, the end after the start"}, 422
    if wish["end"] < GUESTS_STAY_UNTIL:
        return {"error": "guests are inside until 19"}, 409
    return wish
