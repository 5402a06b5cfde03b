"""A sledge hire: every refusal goes through one function."""

from flask import Flask, request

app = Flask(__name__)
free = 6
hires = []


def refuse(status, code, message):
    return {"error": {"code": code, "message": message}}, status


@app.post("/hires")
def hire():
    wish = request.get_json()
    if not isinstance(wish, dict) or type(wish.get("sledges")) is not int:
        return refuse(400, "bad_shape", "sledges must be a whole number")
    if wish["sledges"] > free:
        return refuse(409, "too_few", f"{free} sledges are left")
    hires.append(wish["sledges"])
    return {"hired": wish["sledges"]}, 201, {"Location": f"/hires/{len(hires)}"}


@app.get("/hires/<int:number>")
def look(number):
    if not 0 < number <= len(hires):
        return refuse(404, "no_such_hire", "There is no such hire")
    return {"hired": hires[number - 1]}
