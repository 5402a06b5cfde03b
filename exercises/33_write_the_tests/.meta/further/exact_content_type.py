"""Like: every_word_counts"""

import pytest

RIGHT = {"tag": 5, "what": "blue suitcase"}


def is_error(answer, code):
    assert answer.status_code == code
    assert answer.headers["Content-Type"] == "application/json"
    assert isinstance(answer.json, dict)
    assert isinstance(answer.json["error"], str) and answer.json["error"]


def bags(client):
    return sorted(client.get("/bags").json, key=lambda bag: bag["tag"])


BEFORE = [{"tag": 17, "what": "red rucksack"}, {"tag": 40, "what": "cello"}]


def test_list(client):
    assert client.get("/bags").status_code == 200
    assert bags(client) == BEFORE


@pytest.mark.parametrize("bag", BEFORE)
def test_show(client, bag):
    answer = client.get(f"/bags/{bag['tag']}")
    assert answer.status_code == 200
    assert answer.json == bag


def test_unknown(client):
    is_error(client.get("/bags/999"), 404)
    is_error(client.delete("/bags/999"), 404)


def test_take(client):
    answer = client.post("/bags", json=RIGHT)
    assert answer.status_code == 201
    assert answer.json == RIGHT
    shown = client.get(answer.headers["Location"])
    assert shown.status_code == 200 and shown.json == RIGHT
    assert RIGHT in bags(client)
    assert len(bags(client)) == 3


def test_taken(client):
    is_error(client.post("/bags", json={"tag": 17, "what": "box"}), 409)
    assert bags(client) == BEFORE
    assert client.get("/bags/17").json == BEFORE[0]


@pytest.mark.parametrize(
    "body",
    [
        [],
        "x",
        7,
        True,
        [RIGHT],
        {},
        {"tag": 5},
        {"what": "x"},
        {"tag": 0, "what": "x"},
        {"tag": -1, "what": "x"},
        {"tag": "5", "what": "x"},
        {"tag": True, "what": "x"},
        {"tag": 1.5, "what": "x"},
        {"tag": None, "what": "x"},
        {"tag": 5, "what": ""},
        {"tag": 5, "what": "  "},
        {"tag": 5, "what": None},
        {"tag": 5, "what": 7},
        {"tag": 5, "what": ["x"]},
    ],
)
def test_invalid(client, body):
    is_error(client.post("/bags", json=body), 400)
    assert bags(client) == BEFORE


@pytest.mark.parametrize("text", ["null", "", "{", '{"tag": 5, '])
def test_broken(client, text):
    is_error(client.post("/bags", data=text, content_type="application/json"), 400)
    assert bags(client) == BEFORE


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_media_type(client, kind):
    is_error(client.post("/bags", data='{"tag": 5, "what": "x"}', content_type=kind), 415)
    assert bags(client) == BEFORE


def test_delete(client):
    answer = client.delete("/bags/17")
    assert answer.status_code == 204
    assert answer.data == b""
    is_error(client.get("/bags/17"), 404)
    is_error(client.delete("/bags/17"), 404)
    assert bags(client) == BEFORE[1:]


@pytest.mark.parametrize(
    "method, path, wanted",
    [
        ("put", "/bags", {"GET", "POST"}),
        ("patch", "/bags", {"GET", "POST"}),
        ("delete", "/bags", {"GET", "POST"}),
        ("put", "/bags/17", {"GET", "DELETE"}),
        ("post", "/bags/17", {"GET", "DELETE"}),
        ("patch", "/bags/17", {"GET", "DELETE"}),
    ],
)
def test_method(client, method, path, wanted):
    answer = getattr(client, method)(path)
    is_error(answer, 405)
    allowed = {name.strip() for name in answer.headers["Allow"].split(",")}
    assert allowed - {"HEAD", "OPTIONS"} == wanted
