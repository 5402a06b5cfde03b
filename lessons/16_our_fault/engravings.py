"""A shop passes engravings on to a workshop, which is slow and does them all the same."""

from flask import Flask

app = Flask(__name__)
done = []


def ask_workshop():
    done.append("a name in a ring")
    raise TimeoutError("no answer within 2 seconds")


@app.post("/engravings")
def order():
    try:
        ask_workshop()
    except TimeoutError:
        return {"error": "The workshop is too slow"}, 504


@app.get("/engravings")
def finished():
    return {"engraved": len(done)}
