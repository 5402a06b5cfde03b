"""Ten scooters report at once after a break; the depot takes two reports a second and refuses the others."""

from random import Random

from flask import Flask

app = Flask(__name__)
dice = Random(16)


def pause(refusals):
    return dice.randint(1, 2 * 2**refusals)


@app.get("/last-report")
def last_report():
    plan = {0: [0] * 10}
    while plan:
        second = min(plan)
        for refusals in plan.pop(second)[2:]:
            plan.setdefault(second + pause(refusals), []).append(refusals + 1)
    return {"second": second}
