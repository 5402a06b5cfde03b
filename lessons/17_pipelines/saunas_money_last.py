"""A sauna that takes the money when nothing else can refuse. Locker 7 is taken."""

import sqlite3

from flask import Flask, request

app = Flask(__name__)
db = sqlite3.connect(":memory:", check_same_thread=False)
db.execute("CREATE TABLE visits (guests INT)")
db.execute("CREATE TABLE lockers (number INT UNIQUE)")
db.execute("INSERT INTO lockers VALUES (7)")
db.commit()
payment_service = []


def charge(euros):
    payment_service.append(euros)


@app.post("/visits")
def visit():
    form = request.get_json()
    if not isinstance(form, dict) or [type(form.get(key)) for key in ("guests", "locker")] != [int, int]:
        return {"error": "guests and locker must be whole numbers"}, 400
    try:
        with db:
            row = db.execute("INSERT INTO visits VALUES (?)", (form["guests"],))
            db.execute("INSERT INTO lockers VALUES (?)", (form["locker"],))
            charge(15 * form["guests"])
    except sqlite3.IntegrityError:
        return {"error": "This locker is taken"}, 409
    return {"locker": form["locker"]}, 201, {"Location": f"/visits/{row.lastrowid}"}


@app.get("/visits/<int:number>")
def show(number):
    row = db.execute("SELECT guests FROM visits WHERE rowid = ?", (number,)).fetchone()
    return {"guests": row[0]} if row else ({"error": "No such visit"}, 404)


@app.get("/evening")
def evening():
    visits = db.execute("SELECT count(*) FROM visits").fetchone()[0]
    return {"visits": visits, "euros_taken": sum(payment_service)}
