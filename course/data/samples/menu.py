from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/menu")
def menu():
    response = jsonify(soup="leek", main="dumplings")
    response.set_etag("monday")
    return response.make_conditional(request)
