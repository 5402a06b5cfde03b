"""A star atlas that counts its answers by rule. The page /metrics shows how many counters there are."""

from collections import Counter

from flask import Flask, request

app = Flask(__name__)
answers = Counter()


@app.after_request
def count(response):
    rule = request.url_rule.rule if request.url_rule else "no rule"
    answers[rule, response.status_code] += 1
    return response


@app.get("/stars/<int:number>")
def star(number):
    return {"star": number}


@app.get("/metrics")
def metrics():
    return {"counters": len(answers)}
