"""Hints for a crossword: at most three in any minute. The clock stands still until somebody sets it."""

from flask import Flask

app = Flask(__name__)
clock = {"now": 0}
asked = []


@app.put("/clock/<int:now>")
def set_clock(now):
    clock["now"] = now
    return {"now": now}


@app.get("/hints/<int:number>")
def hint(number):
    asked[:] = [moment for moment in asked if moment > clock["now"] - 60]
    if len(asked) >= 3:
        return {"error": "Three hints a minute. Think first."}, 429
    asked.append(clock["now"])
    return {"number": number, "first_letter": "K"}
