"""Kennels of a dog hotel: a card on each door."""

from flask import Flask, request

app = Flask(__name__)
cards = {}


@app.put("/kennels/<number>")
def put_card(number):
    cards[number] = request.json
    code = 200 if number in cards else 201
    return cards[number], code
