"""Which numbers of a line are status codes."""

from __future__ import annotations

import pytest

from course.text.statuses import statuses


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("    return comet, 201, {'Location': '/x'}", {"201"}),
        ('return {"a, b": [1, 404]}, 200', {"200"}),
        ("return body, 201 if new else 200", {"201", "200"}),
        ("return '', 204  # 500 is something else", {"204"}),
        ('return {"litres": [225, 300][number]}', set()),
        ("return name, price * 100, 200", set()),
        ("sleep(200)", set()),
        ("abort(404)", {"404"}),
        ("@app.errorhandler(405)", {"405"}),
        ("if answer.status_code == 304:", {"304"}),
        ("return Response(status=201)", {"201"}),
        ("port = 500", set()),
    ],
)
def test_only_where_flask_or_a_client_takes_a_number_for_a_code(line, found):
    assert statuses(line) == found
