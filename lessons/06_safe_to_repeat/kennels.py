"""Kennels of a dog hotel: a card on each door."""

from flask import Flask, request

app = Flask(__name__)
cards = {}


@app.put("/kennels/<number>")
def put_card(number):
    code = 200 if number in cards else 201
    cards[number] = request.json
    return cards[number], code


@app.get("/kennels/<number>")
def card(number):
    if number not in cards:
        return {"error": f"Kennel {number} is empty"}, 404
    return cards[number]
