"""Checks: a refusal keeps its code inside the try, and a bug stays a bug that somebody hears of."""

from __future__ import annotations

import json
import logging

from flask import abort, redirect
from werkzeug.exceptions import default_exceptions

LIMIT = 5000
CODES = (*(code for code in sorted(default_exceptions) if code < 500), 503)


class Hospital:
    """Jobs and an archive that the checks control."""

    def __init__(self, client):
        self.client = client
        self.job = client.number(100, 9999)
        self.title = client.unseen("surgeon")
        self.fail_at = ""
        self.fail = None
        self.archived = []
        client.app.config["JOBS"] = self.find_job
        client.app.config["ARCHIVE"] = self.keep_the_cv

    def find_job(self, number):
        if self.fail_at == "JOBS":
            self.fail()
        if number != self.job:
            abort(404, f'There is no job "{number}".')
        return self.title

    def keep_the_cv(self, cv):
        if self.fail_at == "ARCHIVE":
            self.fail()
        self.archived.append(cv)
        return f"/receipts/{self.client.number(100, 9999)}-{len(self.archived)}"

    def cv(self):
        return {"job": self.job, "name": self.client.unseen("Name"), "text": self.client.unseen("Nights")}

    def fails(self, where, fail):
        """Send a good CV while JOBS or ARCHIVE fails."""
        self.fail_at, self.fail = where, fail
        try:
            return self.client.post("/cv", json=self.cv())
        finally:
            self.fail_at, self.fail = "", None

    def takes(self, cv):
        """Fail unless this CV is taken, and return the answer."""
        answer = self.client.post("/cv", json=cv)
        assert answer.status_code == 201
        return answer


def labelled_otherwise(hospital):
    """Send a good CV that is not labelled as JSON, in several ways."""
    client, cv = hospital.client, hospital.cv()
    yield client.post("/cv", data='{"job": 1}', content_type="text/plain")
    yield client.post("/cv", data={"job": str(cv["job"]), "name": cv["name"], "text": cv["text"]})
    yield client.post(
        "/cv", data=f'{{"job": {cv["job"]}, "name": "A", "text": "T"}}', content_type="text/json"
    )


def broken(hospital):
    """Send content that is labelled as JSON and is none."""
    latin_1 = b'{"name": "Bj\xf6rn"'
    for text in ('{"job": ', "", f"{{'job': {hospital.job}}}", "a CV", b"\xff\xfe{}", latin_1):
        yield hospital.client.post("/cv", data=text, content_type="application/json")


def no_cvs(hospital):
    """Send JSON that is no CV."""
    cv = hospital.cv()
    lacking = [{name: value for name, value in cv.items() if name != left_out} for left_out in cv]
    wrong = [{**cv, "job": job} for job in (str(cv["job"]), True, None, [cv["job"]])]
    wrong += [{**cv, name: other} for name in ("name", "text") for other in (None, 7, True, [cv[name]], {})]
    for sent in (*lacking, *wrong, [cv], cv["name"], cv["job"], {}):
        yield hospital.client.post("/cv", json=sent)
    yield hospital.client.post("/cv", data="null", content_type="application/json")


def too_large(hospital):
    """Send CVs above the limit."""
    for size in (LIMIT + 1, 2 * LIMIT, hospital.client.number(LIMIT + 1, 9 * LIMIT)):
        yield hospital.client.post("/cv", data=cv_of(hospital, size), content_type="application/json")


def cv_of(hospital, size):
    """Return a good CV, as JSON of so many bytes."""
    empty = json.dumps({**hospital.cv(), "text": ""}).encode()
    return empty[:-1].replace(b'"text": ""', b'"text": "' + b"x" * (size - len(empty)) + b'"') + b"}"


def unknown_jobs(hospital):
    """Send CVs for a job that does not exist."""
    for number in (hospital.job + 1, 0, -hospital.job):
        yield hospital.client.post("/cv", json={**hospital.cv(), "job": number})


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", "A phone looks for fields by their names. Only an object has them."
    return body


def assert_says_why(answer):
    """Fail unless the body is an object with a text in error."""
    assert answer.mimetype == "application/json", "Every refusal of this address is application/json."
    text = json_object(answer)["error"]
    kinds = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}
    kind = kinds.get(type(text), "null")
    if isinstance(text, str):
        kind = "a text" if text.strip() else "an empty text"
    assert kind == "a text", "Somebody has to change the request, and error says what is wrong with it."


def faults(client):
    """Return exceptions that are no HTTPException, and the text that each of them keeps."""
    kinds = [RuntimeError, KeyError, IndexError, TypeError, ValueError, AttributeError, NotImplementedError]
    kinds += [OSError, FileNotFoundError, PermissionError, TimeoutError, ConnectionError]
    for attributes in ({"code": 404}, {"code": "gkpj"}, {"status_code": 409}, {"response": "locked"}):
        kinds.append(type(f"Archive{client.number(100, 999)}Fault", (Exception,), attributes))
    for kind in kinds:
        text = f"shelf{client.number(10**8, 10**9)}"
        error = kind(text)
        error.description = text
        yield error, text


def fullest(entries, wanted):
    """Return the names of the wanted texts that one entry holds, of the entry that holds most."""
    found = [{name for name, text in wanted.items() if text in entry} for entry in entries]
    return max(found, key=len, default=set())


def raising(error):
    """Return a function that raises this error."""

    def break_down():
        raise error

    return break_down


def test_good_cv(client):
    """A good CV is answered 201 Created, with its receipt in Location.

    Row: take
    Source: RFC 9110 §15.3.2
    Hint: 1
    Step: 05_precise_success#a-new-thing
    """
    hospital = Hospital(client)
    for _ in range(3):
        cv = hospital.cv()
        answer = hospital.takes(cv)
        body = json_object(answer)
        assert body["job"] == hospital.title, "job is the title that JOBS returned."
        assert body["receipt"] == str(answer.location), "receipt and Location are the address from ARCHIVE."
        assert hospital.archived[-1:] == [cv], "The archive keeps what was sent."
    for text in client.texts("blank", "empty", "quoted", "markup", "letters", "words"):
        for field in ("name", "text"):
            cv = {**hospital.cv(), field: text}
            hospital.takes(cv)
            assert hospital.archived[-1:] == [cv], "The archive keeps what was sent."
    answer = client.fresh().post("/cv", json={"job": 31, "name": client.unseen("Name"), "text": "Nights."})
    assert answer.status_code == 201


def test_other_media_type(client):
    """Content whose Content-Type is not JSON is answered 415 Unsupported Media Type.

    Row: media
    Source: RFC 9110 §15.5.16
    Hint: 2
    Step: 14_handlers#too-wide-a-net
    """
    hospital = Hospital(client)
    for answer in labelled_otherwise(hospital):
        assert answer.status_code == 415
    hospital.takes(hospital.cv())


def test_broken_json(client):
    """Content that is not JSON, although its Content-Type says so, is answered 400 Bad Request.

    Row: broken
    Source: RFC 9110 §15.5.1
    Hint: 2
    Step: 14_handlers#too-wide-a-net
    """
    hospital = Hospital(client)
    for answer in broken(hospital):
        assert answer.status_code == 400
    hospital.takes(hospital.cv())


def test_no_cv(client):
    """JSON that is not a good CV is answered 400 or 422.

    Row: shape
    Source: RFC 9110 §15.5.1
    Hint: 1
    Step: 14_handlers#too-wide-a-net
    """
    hospital = Hospital(client)
    for answer in no_cvs(hospital):
        assert answer.status_code in (400, 422)
        if answer.status_code == 422:
            client.remark(
                "422 is right too: the JSON is readable, its content of no use (RFC 9110 §15.5.21)."
            )
    hospital.takes(hospital.cv())


def test_too_large(client):
    """Content of more than 5000 bytes is answered 413 Content Too Large.

    Row: size
    Source: RFC 9110 §15.5.14
    Hint: 2
    Step: 14_handlers#too-wide-a-net
    """
    hospital = Hospital(client)
    for answer in too_large(hospital):
        assert answer.status_code == 413
    for size in (LIMIT - 1, LIMIT):
        answer = client.post("/cv", data=cv_of(hospital, size), content_type="application/json")
        assert answer.status_code == 201, "Up to 5000 bytes are taken: only more than 5000 are too many."


def test_unknown_job(client):
    """A CV for a job that does not exist is answered 404 Not Found.

    Row: job
    Source: RFC 9110 §15.5.5
    Hint: 1
    Step: 14_handlers#too-wide-a-net
    """
    hospital = Hospital(client)
    for answer in unknown_jobs(hospital):
        assert answer.status_code == 404
    hospital.takes(hospital.cv())


def test_archive_refuses(client):
    """A refusal of the archive keeps the code that the archive chose.

    Row: archive
    Source: RFC 9110 §15.5
    Hint: 2
    Step: 14_handlers#too-wide-a-net
    """
    hospital = Hospital(client)
    for code in CODES:
        assert hospital.fails("ARCHIVE", lambda code=code: abort(code)).status_code == code, (
            "The archive knows why it refuses, and its code is the reason. Another one sends the client "
            "the wrong way."
        )
    hospital.takes(hospital.cv())


def test_known_cv(client):
    """A redirect from the archive arrives as it is.

    Row: known
    Source: RFC 9110 §15.4.4
    Hint: 3
    Step: 14_handlers#one-for-all-http
    """
    hospital = Hospital(client)
    for _ in range(2):
        address = f"/receipts/{client.number(1, 9999)}"
        answer = hospital.fails("ARCHIVE", lambda address=address: abort(redirect(address, 303)))
        assert answer.status_code == 303, (
            "The archive has finished this answer: its CV is there already. It has to arrive as the "
            "archive made it, with its code and its Location."
        )
        assert str(answer.location) == address, "The address of the earlier receipt is what the archive gave."
    hospital.takes(hospital.cv())


def test_refusals_are_json(client):
    """Every refusal says in JSON what is wrong.

    Row: text
    Source: RFC 9110 §15.5
    Hint: 3
    Step: 14_handlers#one-for-all-http
    """
    hospital = Hospital(client)
    for refused in (labelled_otherwise, broken, no_cvs, too_large, unknown_jobs):
        for answer in refused(hospital):
            assert_says_why(answer)
    for code in CODES:
        assert_says_why(hospital.fails("ARCHIVE", lambda code=code: abort(code)))
    seen = "error" if "error" in json_object(hospital.takes(hospital.cv())) else "no error"
    assert seen == "no error", "A CV that was taken is not a refusal."


def test_nothing_is_archived(client):
    """A CV that is refused before it reaches the archive is not archived.

    Row: untouched
    Source: RFC 9110 §15.5
    Hint: 1
    Step: 14_handlers#too-wide-a-net
    """
    hospital = Hospital(client)
    for refused in (labelled_otherwise, broken, no_cvs, too_large, unknown_jobs):
        for answer in refused(hospital):
            assert answer.status_code >= 400, "This request is refused."
            assert len(hospital.archived) == 0, "A refusal says: nothing was taken. So nothing may be kept."
    hospital.takes(hospital.cv())
    assert len(hospital.archived) == 1, "A good CV is archived once."


def test_fault_is_500(client):
    """A bug in the archive or in the list of jobs is answered 500, and the answer says nothing about it.

    Row: fault
    Source: RFC 9110 §15.6.1
    Hint: 3
    Step: 14_handlers#broken-inside
    """
    hospital = Hospital(client)
    for where in ("JOBS", "ARCHIVE"):
        for error, text in faults(client):
            answer = hospital.fails(where, raising(error))
            assert answer.status_code == 500, (
                "The CV was good, and nothing that the client changes will help. The fault is in the house."
            )
            assert_says_why(answer)
            seen = "the text of the exception" if text in answer.text else "no word of it"
            assert seen == "no word of it", "What broke inside is for the log, not for the client."
    hospital.takes(hospital.cv())


def test_fault_is_logged(client):
    """A bug leaves an entry of ERROR or above in the log, with the traceback.

    Row: log
    Source: Flask: Logging
    Hint: 3
    Step: 14_handlers#broken-inside
    """
    hospital = Hospital(client)
    for where in ("JOBS", "ARCHIVE"):
        for error, text in faults(client):
            with client.log() as log:
                answer = hospital.fails(where, raising(error))
            # Which code it is, is for test_fault_is_500. Here a crash is no surprise, so it explains nothing.
            assert answer.status_code in range(1000)
            wanted = {
                "the traceback": "Traceback (most recent call last)",
                "the line that raised": "break_down",
                "the text of the exception": text,
            }
            lower = fullest(log.texts_below(logging.ERROR), wanted)
            silent = "an entry that says nothing about it" if log.entries else "no entry about this fault"
            none = {"an entry below ERROR" if lower else silent}
            assert (fullest(log.texts(), wanted) or none) == set(wanted), (
                "Code that catches a bug keeps it from Flask's log. So log it by hand, or nobody "
                "learns that there is one, and in which line."
            )
