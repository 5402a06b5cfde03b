"""The name in a Host header."""

from __future__ import annotations

import string

import pytest

pytest.importorskip("hypothesis", reason="hypothesis is not installed: pip install -r requirements-dev.txt")

from hypothesis import given
from hypothesis import strategies as st

from course.site.http.hosts import host_name

NAMES = st.text(alphabet=f"{string.ascii_letters}{string.digits}.-", min_size=1, max_size=20)
PORTS = st.integers(0, 65535).map(lambda port: f":{port}") | st.just("")
OTHERS = st.characters(exclude_characters=f"{string.ascii_letters}{string.digits}.-:[]")


@given(NAMES, PORTS)
def test_a_name_is_taken_without_its_port_in_lower_case(name, port):
    assert host_name(f"{name}{port}") == name.lower()


@given(NAMES, PORTS, OTHERS, st.integers(0, 30))
def test_any_other_character_makes_it_no_host(name, port, other, place):
    host = f"{name}{port}"
    assert host_name(f"{host[:place]}{other}{host[place:]}") == ""


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("[::1]:8000", "[::1]"),
        ("[FE80::1]", "[fe80::1]"),
        ("[::1", ""),
        ("::1", ""),
        ("127.0.0.1@evil.example", ""),
        ("localhost:80:90", ""),
        ("localhost:", ""),
        ("localhost:123456", ""),
        ("localhost/", ""),
        ("", ""),
    ],
)
def test_addresses_and_what_looks_like_a_host(host, name):
    assert host_name(host) == name
