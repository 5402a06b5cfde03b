"""A phone asks a shop, the shop asks a warehouse, the warehouse asks a robot. The robot stands still."""

from flask import Flask

app = Flask(__name__)
calls = {"robot": 0}


def robot():
    calls["robot"] += 1
    return 503


def three_times(ask):
    for _ in range(3):
        status = ask()
        if status < 500:
            break
    return status


def warehouse():
    return three_times(robot)


def shop():
    return three_times(warehouse)


@app.get("/phone")
def phone():
    status = three_times(shop)
    return {"phone_sees": status, "robot_was_asked": calls["robot"]}
