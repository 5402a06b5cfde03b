from flask import Flask

app = Flask(__name__)
LOCKS = {4: "the evening shift"}


@app.put("/plans/<int:number>")
def change(number):
    if number in LOCKS:
        return {"error": f"Plan {number} is locked by {LOCKS[number]}."}, 423
    return "", 204
