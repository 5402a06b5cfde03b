"""Feeding plans of a zoo: keepers read them, senior keepers change them."""

from flask import Flask, g, request

app = Flask(__name__)
KEEPERS = {"Bearer yak-2": {"senior": True}, "Bearer emu-5": {"senior": False}}
plans = {"otters": "trout"}


@app.before_request
def find_keeper():
    g.keeper = KEEPERS.get(request.headers.get("Authorization"))


@app.put("/plans/<animal>")
def change(animal):
    if not g.keeper["senior"]:
        return {"error": "Only senior keepers change plans"}, 403
    plans[animal] = request.json
    return {animal: plans[animal]}
