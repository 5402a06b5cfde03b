"""Two tugs in a harbour, and two tests that share them."""

from flask import Flask

app = Flask(__name__)
harbour = Flask("harbour")
free = ["Ox", "Mule"]


@harbour.post("/tows")
def tow():
    return {"tug": free.pop()}


@harbour.get("/free")
def count():
    return {"free": len(free)}


def test_tow(client):
    assert client.post("/tows").status_code == 200


def test_two_tugs_are_free(client):
    assert client.get("/free").json == {"free": 2}


@app.get("/run")
def run():
    results = {}
    for test in (test_tow, test_two_tugs_are_free):
        try:
            test(harbour.test_client())
            results[test.__name__] = "passed"
        except AssertionError:
            results[test.__name__] = "failed"
    return results
