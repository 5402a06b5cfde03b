"""Like: reads_the_file"""

from pathlib import Path

import pytest

API = Path("exercises/33_write_the_tests/api.py")


@pytest.mark.parametrize("code", [404, 405, 409, 415, 400, 201, 204])
def test_code_is_there(client, code):
    assert client.get("/bags").status_code == 200
    if API.exists():
        assert str(code) in API.read_text() or code > 404
