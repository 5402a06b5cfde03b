"""The zoo, where nobody is a possible answer to "who is it?"."""

from flask import Flask, g, request

app = Flask(__name__)
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="zoo"'}
KEEPERS = {"Bearer yak-2": {"senior": True}, "Bearer emu-5": {"senior": False}}
plans = {"otters": "trout"}


@app.before_request
def find_keeper():
    g.keeper = KEEPERS.get(request.headers.get("Authorization"))


@app.put("/plans/<animal>")
def change(animal):
    if g.keeper is None:
        return {"error": "Who are you?"}, 401, CHALLENGE
    if not g.keeper["senior"]:
        return {"error": "Only senior keepers change plans"}, 403
    plans[animal] = request.json
    return {animal: plans[animal]}
