"""Checks: a new recipe is answered 201, with its Location and its representation."""

from __future__ import annotations

from collections import Counter

#: Titles that somebody may tidy up, escape or put into an address.
AWKWARD_TITLES = (
    "  Plum cake ",
    "PLUM cake",
    "Fish & Chips <hot>",
    'Mum\'s "best" soup',
    "half/half?",
    "50% rye #1; a+b\\c",
    "0",
    "水餃",
    "Soup of the day, " * 70 + "for everybody",
)
#: Bodies of a recipe without a title.
WITHOUT_TITLE = ({"serves": 4}, {"title": "", "serves": 4}, {"Title": "Soup", "serves": 4}, {"serves": 0})


def kind(body):
    """Name the kind of a parsed JSON body."""
    if isinstance(body, dict):
        return "a JSON object"
    return "a JSON list" if isinstance(body, list) else "a single JSON value"


def new_recipe(client):
    """Return a recipe that the learner has not seen."""
    return {"title": client.unseen("Soup"), "serves": client.number(2, 40)}


def recipe_in(answer):
    """Return the recipe in a body."""
    body = answer.json
    assert kind(body) == "a JSON object", "The body is one recipe, so it is one JSON object."
    for field in ("title", "serves", "id"):
        assert field in body, "The body is the stored recipe, and a client looks for its fields by name."
    return body


def followed(client, answer):
    """Return the recipe at the Location of an answer."""
    if answer.status_code >= 400:
        assert answer.status_code == 201, "This recipe has a title, so it is created."
    found = client.follow(answer)
    nothing = ", and finds nothing" if found.status_code == 404 else ""
    assert found.status_code == 200, (
        f"For a client this Location is {str(answer.location)!r}, resolved against /recipes. "
        f"It goes there to open the recipe{nothing}."
    )
    body = found.json
    assert kind(body) == "a JSON object", (
        "Location leads to the one new recipe, not to the list that holds it."
    )
    for field in ("title", "serves", "id"):
        assert field in body, "Location leads to the recipe, and a client looks for its fields by name."
    return body


def recipes_in_the_list(client):
    """Return the recipes of GET /recipes."""
    answer = client.get("/recipes")
    assert answer.status_code == 200
    entries = answer.json
    assert kind(entries) == "a JSON list", "GET /recipes answers a JSON list of recipes."
    for entry in entries:
        assert kind(entry) == "a JSON object", "Each entry of the list is a recipe, so it is a JSON object."
    return entries


def titles_in_the_list(client):
    """Return the titles of GET /recipes, sorted."""
    titles = [recipe["title"] for recipe in recipes_in_the_list(client)]
    return sorted((title if isinstance(title, str | None) else str(title) for title in titles), key=str)


def ids_differ(stored):
    """Assert that each recipe of the list has an id of its own."""
    given = {str(recipe["id"]) for recipe in stored}
    found = "an id for each recipe" if len(given) == len(stored) else "one id for several recipes"
    assert found == "an id for each recipe", "Recipes share an id, so a client can open only one of them."


def refused(client, body):
    """Assert that a recipe is refused with a JSON error, and return the answer."""
    answer = client.post("/recipes", json=body)
    assert answer.status_code in (400, 422)
    error = answer.json
    assert kind(error) == "a JSON object", "A refusal is a JSON object with a field `error`."
    assert "error" in error, "A client looks for the reason of a refusal under this name."
    assert error["error"], "Somebody has to repair the request: `error` says what is missing."
    return answer


def test_new_recipe_is_created(client):
    """A new recipe is answered 201 Created.

    Row: create
    Source: RFC 9110 §15.3.2
    Hint: 1
    Step: 05_precise_success#a-new-thing
    """
    for _ in range(2):
        assert client.post("/recipes", json=new_recipe(client)).status_code == 201
    for serves in (0, 1, 400, 1_000_000):
        answer = client.post("/recipes", json={"title": client.unseen("Soup"), "serves": serves})
        assert answer.status_code == 201, "`serves` is any whole number from 0 up."


def test_answer_is_the_recipe(client):
    """The answer to a new recipe is the recipe itself, with its id.

    Row: create
    Source: RFC 9110 §15.3.2
    Hint: 1
    Step: 05_precise_success#a-new-thing
    """
    sent = new_recipe(client)
    stored = recipe_in(client.post("/recipes", json=sent))
    assert stored["title"] == sent["title"], "The body is the stored recipe, so its title is the one sent."
    assert stored["serves"] == sent["serves"], "The body is the stored recipe, so serves is the number sent."
    assert stored["id"] is not None, "The server gives out the id. The client can learn it only from here."
    for serves in (0, 1, 1_000_000):
        answer = client.post("/recipes", json={"title": client.unseen("Soup"), "serves": serves})
        if answer.status_code < 400:
            assert recipe_in(answer)["serves"] == serves, (
                "serves is stored as it was sent, whatever whole number it is. 0 is one of them."
            )


def test_title_is_kept_as_it_was_sent(client):
    """The title of the stored recipe is the one that was sent, character by character.

    Row: create, list
    Source: RFC 9110 §15.3.2
    Hint: 3
    Step: 05_precise_success#a-new-thing
    """
    for title in AWKWARD_TITLES:
        before = Counter(titles_in_the_list(client))
        assert client.post("/recipes", json={"title": title, "serves": 1}).status_code < 400, (
            "This is a string that is not empty, so it is a title."
        )
        after = Counter(titles_in_the_list(client))
        added, titles_lost = list((after - before).elements()), list((before - after).elements())
        assert len(titles_lost) == 0, (
            "The earlier recipes stay as they are. The title of one is not in the list any more."
        )
        assert added == [title], "The list has to show the title that the cook wrote, character by character."


def test_location_leads_to_the_recipe(client):
    """Following Location arrives at the recipe that was just created.

    Row: create, follow
    Source: RFC 9110 §10.2.2
    Hint: 2
    Step: 05_precise_success#location-leads-there
    """
    client.post("/recipes", json=new_recipe(client))
    sent = new_recipe(client)
    body = followed(client, client.post("/recipes", json=sent))
    assert body["title"] == sent["title"], "Location does not lead to the recipe that was just sent."
    assert body["serves"] == sent["serves"], "The recipe at Location holds what the client sent."
    for serves, title in enumerate(AWKWARD_TITLES, 50):
        body = followed(client, client.post("/recipes", json={"title": title, "serves": serves}))
        assert body["serves"] == serves, "Location does not lead to the recipe that was just sent."
    client.post("/recipes", json={"serves": 4})
    last = new_recipe(client)
    body = followed(client, client.post("/recipes", json=last))
    assert body["title"] == last["title"], (
        "A recipe without a title came before this one, and Location leads somewhere else since then."
    )


def test_answer_and_location_agree(client):
    """The recipe in the answer and the recipe at Location are the same.

    Row: follow
    Source: RFC 9110 §15.3.2
    Hint: 3
    Step: 05_precise_success#location-leads-there
    """
    answer = client.post("/recipes", json=new_recipe(client))
    told, found = recipe_in(answer), followed(client, answer)
    for field in ("id", "title", "serves"):
        assert found[field] == told[field], (
            f"The answer to POST and the page at Location say different things about {field!r}."
        )


def test_two_recipes_two_locations(client):
    """Two recipes have two Locations, and each leads to its own recipe.

    Row: twice, follow
    Source: RFC 9110 §15.3.2
    Hint: 2
    Step: 05_precise_success#location-leads-there
    """
    first, second = new_recipe(client), new_recipe(client)
    first_answer = client.post("/recipes", json=first)
    second_answer = client.post("/recipes", json=second)
    assert str(second_answer.location) != str(first_answer.location), (
        "Both answers name the same address, so a client can open only one of the two recipes."
    )
    found = followed(client, second_answer)
    assert found["title"] == second["title"], "The second Location leads to the second recipe."
    found = followed(client, first_answer)
    assert found["title"] == first["title"], "The first Location still leads to the first recipe."


def test_same_title_twice_is_two_recipes(client):
    """The same title sent twice makes two recipes, and neither changes the other.

    Row: twice, list
    Source: RFC 9110 §9.2.2
    Hint: 2
    Step: 05_precise_success#a-new-thing
    """
    title = client.unseen("Goulash")
    small, large = client.number(2, 4), client.number(30, 60)
    before = len(recipes_in_the_list(client))
    assert client.post("/recipes", json={"title": title, "serves": small}).status_code < 400
    assert client.post("/recipes", json={"title": title, "serves": large}).status_code < 400, (
        "The same title again is one more recipe, not a conflict: two cooks may both make goulash."
    )
    stored = recipes_in_the_list(client)
    assert len(stored) == before + 2, (
        "POST is not idempotent: two of them are two recipes, and the list has to hold both, each once."
    )
    servings = sorted(f"serves {recipe['serves']}" for recipe in stored if recipe["title"] == title)
    assert servings == sorted([f"serves {small}", f"serves {large}"]), (
        "One recipe has changed the other of the same title."
    )
    ids_differ(stored)


def test_same_body_twice_is_two_recipes(client):
    """The very same body sent twice makes two recipes.

    Row: twice, list
    Source: RFC 9110 §9.2.2
    Hint: 2
    Step: 05_precise_success#a-new-thing
    """
    recipe = new_recipe(client)
    before = len(recipes_in_the_list(client))
    assert client.post("/recipes", json=recipe).status_code < 400
    for number in (2, 3):
        assert client.post("/recipes", json=recipe).status_code < 400, (
            "The same body again is one more recipe, not a conflict: POST is not idempotent."
        )
        stored = recipes_in_the_list(client)
        assert len(stored) == before + number, "Each POST is one more recipe, even when its body is the same."
    ids_differ(stored)


def test_every_recipe_is_in_the_list(client):
    """Every created recipe is in the list, exactly once.

    Row: list
    Source: RFC 9110 §15.3.1
    Hint: 3
    Step: 05_precise_success#a-new-thing
    """
    before = titles_in_the_list(client)
    sent = [new_recipe(client) for _ in range(12)]
    for recipe in sent:
        client.post("/recipes", json=recipe)
    expected = sorted(before + [recipe["title"] for recipe in sent])
    assert titles_in_the_list(client) == expected, "Each recipe that was sent is there, once."


def test_missing_title_is_refused(client):
    """A recipe without a title is refused with 400 or 422 and a JSON error.

    Row: no-title
    Source: RFC 9110 §15.5.1
    Hint: 3
    Step: 04_what_flask_says#parser-speaks
    """
    assert client.post("/recipes", json=new_recipe(client)).status_code < 400
    for body in WITHOUT_TITLE:
        if refused(client, body).status_code == 422:
            client.remark(
                "422 is right too: the JSON can be read, but its content cannot be used (RFC 9110 §15.5.21)."
            )


def test_refused_recipe_is_not_stored(client):
    """A refused recipe leaves the list as it was.

    Row: no-title, list
    Source: RFC 9110 §15.5.1
    Hint: 3
    Step: 05_precise_success#a-new-thing
    """
    good = new_recipe(client)
    client.post("/recipes", json=good)
    before = titles_in_the_list(client)
    times = {0: "not in the list", 1: "in the list once"}
    place = times.get(before.count(good["title"]), "in the list more than once")
    assert place == "in the list once", (
        "The good recipe, sent first in this check, has to be in the list, once."
    )
    for body in WITHOUT_TITLE:
        client.post("/recipes", json=body)
    assert titles_in_the_list(client) == before, (
        "A recipe without a title is in the list now. Look at the title before you store."
    )


def test_unknown_recipe_is_not_found(client):
    """An id that was never given out is answered 404 with a JSON error.

    Row: unknown
    Source: RFC 9110 §15.5.5
    Hint: 2
    Step: 03_in_flask#silence-is-200
    """
    client.post("/recipes", json=new_recipe(client))
    for recipe in recipes_in_the_list(client):
        assert client.get(f"/recipes/{recipe['id']}").status_code == 200
    answer = client.get(f"/recipes/{client.number(1_000_000, 9_000_000)}")
    assert answer.status_code == 404
    error = answer.json
    assert kind(error) == "a JSON object", "The error is a JSON object with a field `error`."
    assert "error" in error, "A client looks for the reason under this name."
    assert error["error"], "`error` says what is not there."
