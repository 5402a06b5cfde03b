"""What a client does next, by the first digit of the answer."""

from flask import Flask

app = Flask(__name__)
KNOWN = {304: "use the stored copy", 429: "wait, then repeat"}
FAMILY = {
    1: "keep listening",
    2: "go on",
    3: "follow Location",
    4: "change the request",
    5: "try later",
}


@app.get("/next-move/<int:status>")
def next_move(status):
    return {"move": KNOWN.get(status) or FAMILY.get(status // 100)}
