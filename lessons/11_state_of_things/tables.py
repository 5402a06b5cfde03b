"""A restaurant, and an evening on which two parties want the same table at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

desk = Flask("desk")
app = Flask(__name__)
bookings = {}
both_here = Barrier(2)


@desk.put("/tables/4/<party>")
def book(party):
    taken = 4 in bookings
    both_here.wait(timeout=5)  # both parties get to this line before either goes on
    if taken:
        return {"error": "Table 4 is taken"}, 409
    bookings[4] = party
    return {"table": 4, "party": party}, 201


@app.post("/evening")
def evening():
    paths = ["/tables/4/birthday", "/tables/4/choir"]
    with ThreadPoolExecutor(2) as parties:
        answers = list(parties.map(lambda path: desk.test_client().put(path).status_code, paths))
    return {"answers": sorted(answers), "tables": len(bookings)}
