import pytest

BAG = {"tag": 5, "what": "blue suitcase"}
REQUESTS = [
    ("get", "/bags", None, 200),
    ("get", "/bags/17", None, 200),
    ("get", "/bags/999", None, 404),
    ("post", "/bags", BAG, 201),
    ("post", "/bags", {"tag": 17, "what": "green bag"}, 409),
    ("post", "/bags", {"what": "green bag"}, 400),
    ("post", "/bags", {"tag": 5}, 400),
    ("post", "/bags", [], 400),
    ("delete", "/bags/17", None, 204),
    ("delete", "/bags/999", None, 404),
    ("patch", "/bags", None, 405),
]


@pytest.mark.parametrize(("method", "path", "body", "code"), REQUESTS)
def test_code(client, method, path, body, code):
    assert client.open(path, method=method.upper(), json=body).status_code == code
