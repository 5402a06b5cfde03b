"""Checks of 34_document_it: the document against the real answers of api.py."""

from __future__ import annotations

import json
import re
import textwrap
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from course.grading.checks.public import CheckFailed, Client, codes, reference_to, wire

REQUESTS = Path(__file__).resolve().parent / ".meta" / "given" / "requests.txt"
METHODS = ("get", "post", "put", "patch", "delete", "trace")
KEYS = {"planner": "Bearer planner", "stranger": "Bearer guess"}


# -- what the app really does --


class Sent(NamedTuple):
    """A request of requests.txt, the operation that it reached, and the answer."""

    operation: tuple[str, str]
    label: str
    answer: object

    @property
    def code(self):
        """Return the code of the answer as OpenAPI writes it."""
        return str(int(self.answer.status_code))

    @property
    def name(self):
        """Return "POST /stops: 201 Created"."""
        return f"{self.label}: {codes.speak(int(self.code))}"


#: The real answers. No learner changes them, so they are asked for once.
ANSWERS = []


@pytest.fixture
def sent(api):
    """Every request of requests.txt, each sent to a fresh copy of the app."""
    if not ANSWERS:
        quiet = Client(replace(api.record, exchanges=[]))
        lines = [line.strip() for line in REQUESTS.read_text(encoding="utf-8").splitlines()]
        for line in lines:
            if line and not line.startswith("#"):
                ANSWERS.append(send(quiet, line))
                if ANSWERS[-1].operation[0] != "get" and ANSWERS[-1].code < "400":
                    quiet = quiet.fresh()
    return ANSWERS


def send(client, line):
    """Send one line of requests.txt."""
    marks = []
    while line.split()[0].islower():
        mark, _, line = line.partition(" ")
        marks.append(mark)
    request = wire.parse_send(line)
    headers = dict(request.headers)
    if "text" in marks:
        headers["Content-Type"] = "text/plain"
    for mark in marks:
        if mark in KEYS:
            headers["Authorization"] = KEYS[mark]
    answer = client.open(request.path, request.method, headers=headers, data=request.body)
    path = request.path.partition("?")[0]
    rule, _ = client.app.url_map.bind("localhost").match(path, request.method, return_rule=True)
    template = template_of(rule)
    return Sent((request.method.lower(), bare(template)), f"{request.method} {template}", answer)


def template_of(rule):
    """Return a rule of Flask as a path of OpenAPI: /stops/{stop_id}."""
    return re.sub(r"<(?:[^<>:]+:)?([^<>]+)>", r"{\1}", rule.rule)


def bare(template):
    """Return a path without the names of its parameters, which are the author's choice."""
    return re.sub(r"\{[^{}]*\}", "{}", template)


# -- what the document says --


class Told(NamedTuple):
    """One documented answer and where it stands; `code` may be "default" too."""

    operation: tuple[str, str]
    label: str
    code: str
    place: tuple
    #: Where the key of the code stands, before any $ref.
    key: tuple

    @property
    def name(self):
        """Return "POST /stops: 201"."""
        return f"{self.label}: {self.code}"


def operations(document):
    """Yield operation, label and place of every documented operation."""
    for template in mapping(document.at("paths")):
        place = document.resolve("paths", template)
        for method in METHODS:
            if isinstance(document.at(*place, method), dict):
                yield (method, bare(template)), f"{method.upper()} {template}", (*place, method)


def told(document):
    """Return every documented answer. Fails when there is none."""
    found = []
    for operation, label, place in operations(document):
        for code in mapping(document.at(*place, "responses")):
            key = (*place, "responses", code)
            found.append(Told(operation, label, code, document.resolve(*key), key))
    if not found:
        fail(document, "no operation with an answer", "operations with their answers", "no answers", "paths")
    return found


def mapping(value):
    """Return a value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def media_of(document, place):
    """Return the documented media types of an answer, without parameters, with their places."""
    content = mapping(document.at(*place, "content"))
    return {media.partition(";")[0].strip().lower(): (*place, "content", media) for media in content}


def compared(document, sent):
    """Yield every real answer with its documentation; an answer that has none is left to other checks."""
    found = {(one.operation, one.code): one for one in told(document)}
    pairs = [(one, found[one.operation, one.code]) for one in sent if (one.operation, one.code) in found]
    if not pairs:
        fail(document, "no answer that the app gives", "the answers of the app", "no real answer", "paths")
    return pairs


def fail(document, came, expected, symptom, *place, why="", answer=None):
    """Fail at a place of the document."""
    raise CheckFailed(
        came,
        expected,
        why=why,
        where=document.where(*place),
        symptom=symptom,
        recorded=answer.recorded if answer is not None else None,
    )


# -- schemas --


def validator_of(document, place):
    """Return a validator for the schema at a place, whose references lead into the document."""
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    whole = Resource(contents=document.value, specification=DRAFT202012)
    registry = Registry().with_resource("urn:document", whole)
    return Draft202012Validator({"$ref": f"urn:document{reference_to(place)}"}, registry=registry)


def complaint(document, place, value):
    """Return why a value does not fit the schema at a place, "" when it does."""
    from jsonschema.exceptions import best_match
    from referencing.exceptions import Unresolvable

    try:
        error = best_match(validator_of(document, place).iter_errors(value))
    except Unresolvable:
        return f"{UNUSABLE}: a $ref in it leads to nothing"
    except Exception:
        return f"{UNUSABLE}: something in it is no schema"
    if error is None:
        return ""
    return f"{f'{error.json_path}: ' if error.path else ''}{problem_of(error)}"


def problem_of(error):
    """Return what a validator found, with values as JSON writes them."""
    if error.validator not in ("type", "enum"):
        return textwrap.shorten(error.message, 160, placeholder=" …")
    value, wanted = error.instance, error.validator_value
    shown = kind(value) if isinstance(value, (dict, list)) else json.dumps(value, ensure_ascii=False)
    if error.validator == "enum":
        return f"{shown} is not one of {json.dumps(wanted, ensure_ascii=False)}"
    names = wanted if isinstance(wanted, list) else [wanted]
    return f"{shown} is not of type {' or '.join(map(str, names))}"


def kind(value):
    """Name the kind of a JSON value; a fraction is another kind than a whole number."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    kinds = ((dict, "an object"), (list, "a list"), (str, "a text"), (int, "a whole number"))
    return next((name for type_, name in kinds if isinstance(value, type_)), "a fraction")


#: How a complaint about a schema begins that cannot be used at all.
UNUSABLE = "the schema cannot be used"
#: One value of each kind.
KINDS = {kind(value): value for value in ({"no": 1}, None, "7", 7, 7.5, True, [7])}


def spoiled(body):
    """Yield words and a spoiled copy of a body: a field dropped, or something of a wrong kind."""
    if isinstance(body, list):
        for i, entry in enumerate(body):
            for words, copy in (*spoiled_entry(entry, body), ("with null among its entries", None)):
                yield words, [*body[:i], copy, *body[i + 1 :]]
        yield "that is one entry and no list", body[0]
    else:
        yield from spoiled_entry(body, [body])
        yield "that is a list of such objects", [body]
    for name, value in KINDS.items():
        if name != kind(body):
            yield f"that is {name}", value


def spoiled_entry(entry, entries):
    """Yield the ways to spoil one object; what another one has in a field is no wrong kind."""
    for field in entry:
        yield f"without {field}", {key: value for key, value in entry.items() if key != field}
        right = {kind(one[field]) for one in entries}
        for name, value in KINDS.items():
            if name not in right:
                yield f"with {name} as {field}", entry | {field: value}


def assert_fits(document, one, doc, optional=()):
    """Fail unless the schema takes the real body and refuses spoiled ones; return whether there was one."""
    body, media = json.loads(one.answer.data), media_of(document, doc.place)
    place = (*media.get(str(one.answer.mimetype), doc.place), "schema")
    if document.at(*place) is None:
        fail(
            document,
            f"{doc.name} has no schema for {one.answer.mimetype}",
            "a schema for what the app answers",
            "no schema",
            *doc.place,
            why="Without a schema a client knows that something comes, and not what.",
            answer=one.answer,
        )
    problem = complaint(document, place, body)
    if problem:
        unusable = problem.startswith(UNUSABLE)
        fail(
            document,
            f"{doc.name}: {problem}"
            if unusable
            else f"{doc.name}: the schema refuses what the app answers. {problem}",
            "a schema that takes the real answer",
            UNUSABLE if unusable else "the schema refuses the answer",
            *place,
            why="A client that is generated from this document stops with an error at a good answer.",
            answer=one.answer,
        )
    variants = list(spoiled(body)) if body else []
    for at, (words, copy) in enumerate(variants):
        field = words.removeprefix("without ")
        if field in optional or complaint(document, place, copy):
            continue
        # A field of a wrong kind comes right behind the missing one, in the same entry.
        known = any(
            other.endswith(f" as {field}") and complaint(document, place, value)
            for other, value in variants[at + 1 : at + 1 + len(KINDS)]
        )
        missing = "a listed field may be missing" if known else "a field that is not listed"
        fail(
            document,
            f"{doc.name}: the schema takes an answer {words}",
            f"a schema that refuses an answer {words}",
            missing if words.startswith("without") else "a value of another kind",
            *place,
            why="The app never answers that. A schema that takes it lets a client prepare for nothing, and "
            "lets the API break its promise unnoticed.",
            answer=one.answer,
        )


# -- the checks --


def test_valid_openapi(document, api):
    """The document is valid OpenAPI 3.1.

    Row: valid
    Source: OpenAPI 3.1.1: OpenAPI Object
    Hint: 1
    Step: 19_prove_and_document#keep-both-in-step
    """
    from openapi_spec_validator import OpenAPIV31SpecValidator

    version = document.at("openapi")
    if not re.fullmatch(r"3\.1\.\d+", str(version)):
        fail(
            document,
            f"openapi: {version}",
            "openapi: 3.1.1, or another 3.1",
            "no 3.1",
            "openapi",
            why="Tools read a document by the version that it names. From 3.1 on, a schema is JSON Schema "
            "2020-12; before, schemas were a language of their own.",
        )
    assert_references_lead_somewhere(document)
    assert_one_name_for_each_path(document)
    told(document)
    try:
        error = next(iter(OpenAPIV31SpecValidator(deepcopy(document.value)).iter_errors()), None)
    except Exception as problem:
        words = textwrap.shorten(f"a document at which a validator breaks: {problem}", 160, placeholder=" …")
        fail(document, words, "a document that a validator can read", "no validator can read it")
    while error is not None and getattr(error, "context", None):
        error = max(error.context, key=lambda one: len(one.absolute_path))
    if error is not None:
        place = tuple(getattr(error, "absolute_path", ()))
        words = problem_of(error) if hasattr(error, "validator") else str(error)
        at = f" at {' > '.join(map(str, place))}" if place else ""
        fail(
            document,
            f"{words}{at}",
            "valid OpenAPI 3.1",
            "not valid",
            *place,
            why="A document that is not valid is read in a different way by every tool, or not at all.",
        )
    if any(re.fullmatch(r"\d{3}", str(place[-1])) for place in document.bare):
        api.remark(
            'Write codes in quotation marks, "200". OpenAPI 3.1.1 demands it (Responses Object): some '
            "tools read a bare 200 as a number."
        )


def assert_references_lead_somewhere(document):
    """Fail for the first $ref that leads nowhere or out of the document."""
    waiting = [()]
    while waiting:
        place = waiting.pop()
        value = document.at(*place) if place else document.value
        if isinstance(value, dict):
            if "$ref" in value and value["$ref"] is None:
                fail(
                    document,
                    "an empty $ref",
                    "a reference in quotation marks, such as '#/components/schemas/Name'",
                    "an empty reference",
                    *place,
                    "$ref",
                    why="A # after a blank begins a comment in YAML, so nothing is left of what follows it.",
                )
            document.resolve(*place)
            waiting += [(*place, key) for key in value]
        elif isinstance(value, list):
            waiting += [(*place, i) for i in range(len(value))]


def assert_one_name_for_each_path(document):
    """Fail when two paths differ in nothing but the names of their parameters."""
    seen = {}
    for template in mapping(document.at("paths")):
        first = seen.setdefault(bare(str(template)), template)
        if first != template:
            fail(
                document,
                f"{first} and {template} are one path",
                "one entry for each path",
                "a path that stands twice",
                "paths",
                template,
                why="The name of a parameter does not tell paths apart. OpenAPI 3.1.1 forbids it (Paths "
                "Object: they are identical), and tools keep only one of the two.",
            )


def test_every_operation(document, api):
    """Every operation of the app is documented, and no other.

    Row: operations
    Source: OpenAPI 3.1.1: Path Item Object
    Hint: 1
    Step: 19_prove_and_document#keep-both-in-step
    """
    real = {}
    for rule in api.app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            if rule.endpoint != "static":
                template = template_of(rule)
                real[method.lower(), bare(template)] = f"{method} {template}"
    found = {operation: (label, place) for operation, label, place in operations(document)}
    for operation, label in real.items():
        if operation not in found:
            fail(
                document,
                f"{label} is not documented",
                "all operations of the app",
                "an operation is missing",
                "paths",
                why="A client built from the document does not know that the app can do this.",
            )
    for operation, (label, place) in found.items():
        if operation not in real:
            fail(
                document,
                f"{label} is documented, and the app has no such operation",
                "the operations of the app",
                "an operation too many",
                *place,
                why="A client that is built on it gets 404 or 405.",
            )


def test_codes_by_number(document):
    """Every answer is documented under a code of its own.

    Row: by-number
    Source: OpenAPI 3.1.1: Responses Object
    Hint: 2
    Step: 19_prove_and_document#write-down-every-answer
    """
    for one in told(document):
        if not one.code.isdigit() and not one.code.startswith("x-"):
            fail(
                document,
                f"{one.label} documents {one.code!r}",
                "one entry for each code, by its number",
                f"responses under {one.code}",
                *one.key,
                why="'default' and '4XX' say that something else may come. A client that must choose between "
                "asking for a key, choosing another name and giving up needs the code.",
            )


def test_every_code(document, sent):
    """Every code that an operation can answer is documented there.

    Row: every-code
    Source: OpenAPI 3.1.1: Responses Object
    Hint: 1
    Step: 19_prove_and_document#write-down-every-answer
    """
    known = {(one.operation, one.code): one for one in told(document)}
    places = {operation: place for operation, _, place in operations(document)}
    for one in sent:
        if (one.operation, one.code) not in known and one.operation in places:
            fail(
                document,
                f"{one.name} is not documented",
                f"{one.code} among the responses of {one.label}",
                f"a code is missing: {one.code}",
                *places[one.operation],
                "responses",
                why="The app gives this answer today. A client that is built from the document has no branch "
                "for it.",
                answer=one.answer,
            )
    compared(document, sent)


def test_no_other_code(document, sent):
    """No code is documented that the operation never answers.

    Row: no-other-code
    Source: OpenAPI 3.1.1: Responses Object
    Hint: 2
    Step: 19_prove_and_document#keep-both-in-step
    """
    real = {(one.operation, one.code) for one in sent}
    reached = {one.operation for one in sent}
    for one in told(document):
        if one.operation in reached and one.code.isdigit() and (one.operation, one.code) not in real:
            fail(
                document,
                f"{one.name} is documented, and no request gets it",
                f"only codes that {one.label} answers",
                f"a code too many: {one.code}",
                *one.key,
                why="Somebody will write code for this answer, test it with a made-up one, and keep it for "
                "years. It never comes.",
            )


def test_one_error_schema(document):
    """Every error refers to one and the same schema.

    Row: one-schema
    Source: OpenAPI 3.1.1: Components Object
    Hint: 3
    Step: 19_prove_and_document#write-down-every-answer
    """
    first = None
    for one in told(document):
        if not re.fullmatch("[45]..|default", one.code):
            continue
        media = media_of(document, one.place)
        if not media:
            fail(
                document,
                f"{one.name} has no content",
                "the schema of errors",
                "an error without content",
                *one.key,
                why="The app explains every refusal in JSON. The document keeps it from the client.",
            )
        for place in media.values():
            schema = mapping(document.at(*place, "schema"))
            refers = schema.get("$ref")
            target = document.resolve(*place, "schema") if refers else ()
            if target[:2] != ("components", "schemas") or len(target) != 3:
                spot = "has an empty $ref" if "$ref" in schema else "describes its error on the spot"
                elsewhere = f"refers to {refers}" if refers else spot
                fail(
                    document,
                    f"{one.name} {elsewhere}",
                    "a $ref to a schema under components > schemas",
                    "an error schema elsewhere" if "$ref" in schema else "an error schema on the spot",
                    *place,
                    why="Nothing says what this error looks like."
                    if "$ref" in schema and not refers
                    else "Twenty copies of one shape are twenty shapes as soon as one is changed, and a "
                    "client gets twenty classes for one error.",
                )
            first = first or (one, target)
            if target != first[1]:
                fail(
                    document,
                    f"{one.name} refers to {target[2]}, {first[0].name} to {first[1][2]}",
                    "one schema for all errors",
                    "two error schemas",
                    *place,
                    why="The app has one shape for every error. Two schemas say that there are two.",
                )
    if first is None:
        fail(document, "no error at all", "the errors of the app", "no error", "paths")


def test_errors_fit_their_schema(document, sent):
    """The schema of errors takes what the app answers, and nothing else.

    Row: error-schema
    Source: JSON Schema 2020-12, OpenAPI 3.1.1: Schema Object
    Hint: 3
    Step: 19_prove_and_document#keep-both-in-step
    """
    errors = [pair for pair in compared(document, sent) if pair[0].code >= "400"]
    if not errors:
        fail(document, "no error that the app gives", "the errors of the app", "no real error", "paths")
    for one, doc in errors:
        assert_fits(document, one, doc, optional=("field",))


def test_answers_fit_their_schema(document, sent):
    """The schema of every other answer takes what the app answers, and nothing else.

    Row: answer-schema
    Source: JSON Schema 2020-12, OpenAPI 3.1.1: Schema Object
    Hint: 3
    Step: 19_prove_and_document#keep-both-in-step
    """
    good = [pair for pair in compared(document, sent) if pair[0].code < "400" and pair[0].answer.data]
    if not good:
        fail(document, "no good answer that the app gives", "its good answers", "no good answer", "paths")
    for one, doc in good:
        assert_fits(document, one, doc)


def test_media_types(document, sent):
    """Every answer is documented with the media type that it has, and none where it has no content.

    Row: media-type
    Source: OpenAPI 3.1.1: Response Object, RFC 9110 §15.3.5
    Hint: 2
    Step: 19_prove_and_document#write-down-every-answer
    """
    for one, doc in compared(document, sent):
        real = str(one.answer.mimetype) if one.answer.data else ""
        media = media_of(document, doc.place)
        if set(media) == ({real} if real else set()):
            continue
        fail(
            document,
            f"{doc.name} has {', '.join(media) or 'no content'}",
            f"{real}, and no other media type" if real else "no content",
            "another media type" if real else "content of an answer that has none",
            *doc.place,
            why="A client picks its parser by the media type."
            if real
            else "Nothing follows the header section of this answer. A client that waits for content, or "
            "parses it, fails at a success.",
            answer=one.answer,
        )


def test_headers(document, sent):
    """The headers that a client needs with a code are documented there, and nowhere else.

    Row: headers
    Source: OpenAPI 3.1.1: Header Object, RFC 9110 §10.2.2, RFC 9110 §11.6.1
    Hint: 2
    Step: 19_prove_and_document#write-down-every-answer
    """
    needed = ("Location", "WWW-Authenticate")
    pairs = [
        pair for pair in compared(document, sent) if any(name in pair[0].answer.headers for name in needed)
    ]
    if not pairs:
        fail(document, "neither a 201 nor a 401 that the app gives", "both", "no such answer", "paths")
    for one, doc in compared(document, sent):
        names = {name.lower() for name in mapping(document.at(*doc.place, "headers"))}
        for header in needed:
            real = header in one.answer.headers
            if real and header.lower() not in names:
                fail(
                    document,
                    f"{doc.name} documents no header {header}",
                    f"{header} among the headers",
                    f"no header {header}",
                    *doc.place,
                    why="The code alone is half of this answer. A client still looks for "
                    + ("the address of what is new." if header == "Location" else "the way to log in."),
                    answer=one.answer,
                )
            if header.lower() in names and not real:
                fail(
                    document,
                    f"{doc.name} documents a header {header}, and the answer has none",
                    f"no {header} among the headers",
                    f"a header too many: {header}",
                    *doc.place,
                    "headers",
                    why="A client looks for this header here, and it never comes.",
                    answer=one.answer,
                )


def test_examples(document):
    """Every answer with content has an example that could come.

    Row: examples
    Source: OpenAPI 3.1.1: Example Object
    Hint: 3
    Step: 19_prove_and_document#keep-both-in-step
    """
    answers = [one for one in told(document) if media_of(document, one.place)]
    if not answers:
        fail(document, "no answer with content", "the content of the answers", "no content", "paths")
    for one in answers:
        for media, place in media_of(document, one.place).items():
            examples = list(examples_of(document, place))
            if not examples:
                fail(
                    document,
                    f"{one.name} has no example in {media}",
                    "at least one example",
                    "no example",
                    *place,
                    why="Most people read the example first, and many read nothing else.",
                )
            for where, value in examples:
                assert_could_come(document, one, (*place, "schema"), where, value)


def assert_could_come(document, one, schema, where, value):
    """Fail unless an example fits its schema and tells the code that it stands under."""
    problem = complaint(document, schema, value) if document.at(*schema) is not None else ""
    if problem:
        fail(
            document,
            f"{one.name}: {problem}"
            if problem.startswith(UNUSABLE)
            else f"{one.name}: the example does not fit its schema. {problem}",
            "an example that fits the schema",
            "an example does not fit",
            *where,
            why="People copy examples into their tests. This one teaches them an answer that never comes.",
        )
    if (
        one.code.isdigit()
        and one.code >= "400"
        and isinstance(value, dict)
        and str(value.get("code", one.code)) != one.code
    ):
        fail(
            document,
            f"{one.name}: the example says code {value['code']}",
            f"an example of {one.code}",
            "an example of another code",
            *where,
            why="The code in the body is always that of the answer. This example is from another one.",
        )


def examples_of(document, place):
    """Yield the examples of a media type: its own, or those of its schema."""
    own = document.at(*place)
    if "example" in mapping(own):
        yield (*place, "example"), own["example"]
    for name in mapping(document.at(*place, "examples")):
        where = document.resolve(*place, "examples", name)
        if "value" in mapping(document.at(*where)):
            yield (*where, "value"), document.at(*where)["value"]
    if {"example", "examples"} & set(mapping(own)):
        return
    schema = document.resolve(*place, "schema")
    if "example" in mapping(document.at(*schema)):
        yield (*schema, "example"), document.at(*schema)["example"]
    found = document.at(*schema, "examples")
    for i, value in enumerate(found if isinstance(found, list) else []):
        yield (*schema, "examples", i), value
