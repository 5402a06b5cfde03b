"""Checks: an order happens once and whole, or not at all, and the code says why not."""

from __future__ import annotations

import json
from urllib.parse import quote

LOAF = 450
BAD = "badcard"


class Stock:
    """The shelf of the bakery: it holds loaves back, and takes them back."""

    def __init__(self, item, count, note):
        self.item, self.count, self.note = item, count, note
        self.free = count
        self.held = []
        self.wrong = []
        self.failure = None
        self.asked = 0

    def reserve(self, item, quantity):
        """Hold loaves back and return a slip for them, or None when there are not that many."""
        self.asked += 1
        if self.failure:
            self.note("failed", service="stock")
            raise self.failure("planted: the stock fails")
        if item != self.item or not isinstance(quantity, int) or quantity > self.free:
            return None
        self.free -= quantity
        slip = f"slip {self.asked}"
        self.held.append((slip, quantity))
        return slip

    def release(self, slip):
        """Take held loaves back."""
        for entry in self.held:
            if entry[0] == slip:
                self.held.remove(entry)
                self.free += entry[1]
                self.note("released", held=True)
                return
        self.wrong.append(slip)
        self.note("released", held=False)


class Till:
    """The payment service. It takes the money for one key once, however often it is asked."""

    def __init__(self, note):
        self.note = note
        self.calls = []
        self.taken = {}
        self.failure = None
        self.too_late = None

    def charge(self, card, cents, key):
        """Take the money and return True, or return False when the card is declined."""
        self.calls.append((card, cents, key))
        self.note("charge", cents=cents, key=key)
        if self.failure:
            self.note("failed", service="till")
            raise self.failure("planted: the payment service fails")
        if card == BAD:
            return False
        self.taken[str(key)] = cents
        if self.too_late:
            raise self.too_late("planted: the money was taken, and the answer got lost")
        return True

    @property
    def money(self):
        """Return the cents taken so far."""
        return sum(cents for cents in self.taken.values() if isinstance(cents, int | float))


class Bakery:
    """The two services, put into the app, and a client that orders."""

    def __init__(self, client):
        self.client = client
        self.stock = Stock(client.unseen("rye"), client.number(20, 30), client.note)
        self.till = Till(client.note)
        client.app.config["STOCK"] = self.stock
        client.app.config["PAYMENTS"] = self.till

    def order(self, **changes):
        """Return an order that is good, with changes."""
        return {
            "reference": self.client.unseen("order"),
            "item": self.stock.item,
            "quantity": self.client.number(2, 4),
            "card": f"card{self.client.number(1000, 9999)}",
            **changes,
        }

    def new_key(self):
        """Return a key that was never used."""
        return f"key-{self.client.number(10**9, 10**10)}"

    def send(self, order, key=None):
        """Send an order, under a new key when none is given."""
        return self.client.post("/orders", json=order, headers={"Idempotency-Key": key or self.new_key()})

    def show(self, order):
        """Ask for an order by its reference."""
        return self.client.get(f"/orders/{quote(order['reference'])}")

    def assert_placed(self, order, key=None):
        """Fail unless a good order is placed; return the answer."""
        free, money = self.stock.free, self.till.money
        answer = self.send(order, key)
        assert answer.status_code == 201
        self.assert_kept(order)
        assert self.stock.free == free - order["quantity"], (
            f"The stock counts its free loaves. The {order['quantity']} of a placed order have to stay "
            "held back, and no other ones."
        )
        paid = LOAF * order["quantity"]
        assert self.till.money == money + paid, (
            f"The payment service counts the cents that it took. This order has {order['quantity']} loaves "
            "of 450 cents each."
        )
        return answer

    def assert_kept(self, order):
        """Fail unless the order can be shown."""
        shown = self.show(order)
        assert shown.status_code == 200
        body = json_object(shown)
        for name in ("reference", "item", "quantity"):
            assert body[name] == order[name], "The order has to be shown as it was placed."

    def assert_refused(self, answer, *codes):
        """Fail unless the answer has one of these codes and a readable error."""
        if len(codes) == 1:
            assert answer.status_code == codes[0]
        else:
            assert answer.status_code in codes
        text = json_object(answer)["error"]
        kind = "a text" if isinstance(text, str) and text.strip() else "no text"
        assert kind == "a text", "error is read by a person, so it has to be a text with something in it."

    def assert_untouched(self, free, money=0):
        """Fail unless as many loaves are free, and as much money was taken, as before."""
        assert_slips(self.stock)
        assert self.stock.free == free, (
            "The stock counts its free loaves. The order is not placed, so its loaves belong to the next "
            "customer. What was held back has to be released on every way out, and once."
        )
        assert self.till.money == money, (
            "The payment service counts the cents that it took. Nobody pays for an order that is not placed."
        )

    def assert_absent(self, order):
        """Fail unless there is no order under this reference."""
        shown = self.show(order)
        assert shown.status_code == 404, "The order was not placed, so there is nothing to show or to bake."
        assert isinstance(json_object(shown)["error"], str), (
            "error is read by a person, so it has to be a text."
        )


def assert_slips(stock):
    """Fail unless each slip that was given back held loaves back until then."""
    released = "a slip that holds nothing back" if stock.wrong else "slips that hold loaves back"
    assert released == "slips that hold loaves back", (
        "release was called with something else than a slip of reserve, or with a slip a second time."
    )


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", "A client looks for a field by its name, and only an object has names."
    return body


def assert_wait(answer):
    """Fail unless Retry-After is a number of whole seconds."""
    value = str(answer.headers["Retry-After"])
    form = "whole seconds" if value.isascii() and value.isdigit() else value
    assert form == "whole seconds", "A client can read whole seconds here, such as 20."


def test_order(client):
    """An order is placed, paid and held back: 201 Created, and Location leads to it.

    Row: order, show
    Source: RFC 9110 §15.3.2
    Hint: 1
    Step: 17_pipelines#many-failures
    """
    bakery = Bakery(client)
    for _ in range(3):
        order = bakery.order()
        answer = bakery.assert_placed(order)
        body = json_object(answer)
        for name in ("reference", "item", "quantity"):
            assert body[name] == order[name], "The answer has to show the order that was placed."
        followed = client.follow(answer)
        assert followed.status_code == 200
        assert json_object(followed)["reference"] == order["reference"]
    assert_slips(bakery.stock)
    bakery.assert_absent(bakery.order())
    for text in client.texts("blank", "quoted", "markup", "letters", "case"):
        if text.strip():
            bakery.stock.item, bakery.stock.free = text, bakery.stock.count
            # A slash in a reference would make two segments of its address.
            named = {"reference": text} if text.isprintable() and "/" not in text else {}
            bakery.assert_placed(bakery.order(card=text, **named))


def test_payment(client):
    """The payment service is asked once, with card, cents and the key of the request.

    Row: payment
    Source: RFC 9110 §9.2.2
    Hint: 1
    Step: 17_pipelines#same-key-same-order
    """
    bakery = Bakery(client)
    for _ in range(2):
        order, key = bakery.order(), bakery.new_key()
        before = len(bakery.till.calls)
        bakery.assert_placed(order, key)
        asked = bakery.till.calls[before:]
        assert asked == [(order["card"], LOAF * order["quantity"], key)], (
            "One order is one question to the payment service. By the key it knows what it was asked before."
        )


def test_no_key(client):
    """Without Idempotency-Key an order is answered 400 Bad Request.

    Row: no-key
    Source: RFC 9110 §15.5.1
    Hint: 2
    Step: 17_pipelines#same-key-same-order
    """
    bakery = Bakery(client)
    for headers in ({}, {"Idempotency-Key": ""}):
        order = bakery.order()
        answer = client.post("/orders", json=order, headers=headers)
        assert answer.status_code == 400, (
            "Without a key, a second try could not be told apart from a new order. 400 says that the request "
            "lacks something."
        )
        bakery.assert_refused(answer, 400)
        assert bakery.stock.asked == 0, (
            "A request without a key has to be refused before anything is reserved."
        )
        bakery.assert_untouched(bakery.stock.count)
        bakery.assert_absent(order)
    bakery.assert_placed(bakery.order())


def test_invalid(client):
    """An order with a missing or wrong field is answered 400 or 422, before anything happens.

    Row: invalid
    Source: RFC 9110 §15.5.21
    Hint: 2
    Step: 17_pipelines#many-failures
    """
    bakery = Bakery(client)
    wrong = [[], None, {}]
    for name in ("reference", "item", "card"):
        good = bakery.order()
        wrong += [{key: value for key, value in good.items() if key != name}]
        wrong += [{**good, name: value} for value in (None, "", 7, 1.5, ["x"])]
    good = bakery.order()
    wrong += [{key: value for key, value in good.items() if key != "quantity"}]
    wrong += [bakery.order(quantity=value) for value in (None, 0, -2, "2", 1.5, [2], True)]
    for order in wrong:
        headers = {"Idempotency-Key": bakery.new_key(), "Content-Type": "application/json"}
        answer = client.post("/orders", data=json.dumps(order), headers=headers)
        assert answer.status_code in (400, 422), (
            "409 says: your order collides with another one. Nothing collides here, the order itself is not "
            "right, and no other moment makes it right."
            if answer.status_code == 409
            else "This is not an ORDER, and no other moment makes it one."
        )
        bakery.assert_refused(answer, 400, 422)
        assert bakery.stock.asked == 0, "The stock need not be asked to know that the order is not right."
        bakery.assert_untouched(bakery.stock.count)
    bakery.assert_placed(good)


def test_duplicate(client):
    """A reference in use is answered 409 Conflict; no loaf is lost, no money is taken, the order stays.

    Row: duplicate, untouched
    Source: RFC 9110 §15.5.10
    Hint: 3
    Step: 17_pipelines#where-a-rollback-ends
    """
    bakery = Bakery(client)
    first = bakery.order()
    bakery.assert_placed(first)
    free, money = bakery.stock.free, bakery.till.money
    other = {"item": client.unseen("spelt"), "quantity": first["quantity"] + 1}
    for changes in ({}, {"quantity": other["quantity"]}, {"card": "another card"}, other):
        # The stock has whatever bread is ordered.
        bakery.stock.item = changes.get("item", first["item"])
        bakery.assert_refused(bakery.send({**first, **changes}), 409)
        bakery.assert_untouched(free, money)
        bakery.assert_kept(first)
    bakery.assert_placed(bakery.order())


def test_sold_out(client):
    """An order for more loaves than there are is answered 409 Conflict, and no payment is asked for.

    Row: sold-out, untouched
    Source: RFC 9110 §15.5.10
    Hint: 1
    Step: 17_pipelines#where-a-rollback-ends
    """
    bakery = Bakery(client)
    order = bakery.order(quantity=bakery.stock.count + 1)
    for quantity in (order["quantity"], order["quantity"], 10**20):
        answer = bakery.send({**order, "quantity": quantity})
        bakery.assert_refused(answer, 409, 422)
        if answer.status_code == 422:
            client.remark(
                "422 is right too: the order is well formed, and it cannot be done (RFC 9110 §15.5.21)."
            )
        assert len(bakery.till.calls) == 0, (
            "If you ask for the money first, you take it for loaves that are not there."
        )
        bakery.assert_untouched(bakery.stock.count)
        bakery.assert_absent(order)
    bakery.assert_placed({**order, "quantity": 2})


def test_declined(client):
    """A declined card is answered 402; the loaves are free again, and the reference too.

    Row: declined, untouched
    Source: RFC 9110 §15.5.3
    Hint: 3
    """
    bakery = Bakery(client)
    order = bakery.order(card=BAD)
    for _ in range(2):
        bakery.assert_refused(bakery.send(order), 402)
        bakery.assert_untouched(bakery.stock.count)
        bakery.assert_absent(order)
    bakery.assert_placed({**order, "card": "another card"})


def failing(bakery):
    """Yield the three ways in which a service cannot be reached, set up and taken back."""
    for error in (ConnectionError, ConnectionRefusedError, TimeoutError):
        for service in (bakery.stock, bakery.till):
            service.failure = error
            yield
            service.failure = None


def test_service_down(client):
    """When a service cannot be reached, the answer is 503 with Retry-After, and nothing has happened.

    Row: down, untouched
    Source: RFC 9110 §15.6.4
    Hint: 3
    Step: 17_pipelines#refused-or-broken
    """
    bakery = Bakery(client)
    order = bakery.order()
    for _ in failing(bakery):
        answer = bakery.send(order)
        bakery.assert_refused(answer, 503)
        assert_wait(answer)
        bakery.assert_untouched(bakery.stock.count)
        bakery.assert_absent(order)
    bakery.assert_placed(order)


def test_crash(client):
    """When a service raises something else, the answer is 500, and nothing has happened.

    Row: crash, untouched
    Source: RFC 9110 §15.6.1
    Hint: 3
    """
    bakery = Bakery(client)
    order = bakery.order()
    for error in (RuntimeError, KeyError, ValueError, OSError, PermissionError):
        for service in (bakery.stock, bakery.till):
            service.failure = error
            assert bakery.send(order).status_code == 500, (
                f"The service raised {error.__name__}. That is a bug, and waiting does not repair it."
            )
            service.failure = None
            bakery.assert_untouched(bakery.stock.count)
            bakery.assert_absent(order)
    bakery.assert_placed(order)


def asked_since(bakery, stock, till):
    """Return which service was asked more often than these numbers say."""
    if bakery.stock.asked > stock:
        return "the stock"
    return "the payment service" if len(bakery.till.calls) > till else "no service"


def test_same_request_again(client):
    """The same order under the same key is placed once, and both answers are the same.

    Row: again
    Source: RFC 9110 §9.2.2
    Hint: 2
    Step: 17_pipelines#same-key-same-order
    """
    bakery = Bakery(client)
    order, key = bakery.order(), bakery.new_key()
    first = bakery.assert_placed(order, key)
    other = bakery.order()
    bakery.assert_placed(other)
    free, money = bakery.stock.free, bakery.till.money
    asked = bakery.stock.asked, len(bakery.till.calls)
    for _ in range(2):
        answer = bakery.send(order, key)
        assert answer.status_code == 201, (
            "The client sends it again because it never read your first answer. It wants that answer, "
            + (
                "not news about a collision with its own order."
                if answer.status_code == 409
                else "its code too."
            )
        )
        assert answer.json == first.json
        assert answer.location == str(first.location)
        more = asked_since(bakery, *asked)
        assert more == "no service", "All is done: nothing is left to reserve or to charge."
        assert_slips(bakery.stock)
        assert (bakery.stock.free, bakery.till.money) == (free, money), (
            "Both requests are one order: its loaves stay held back, once, and it is paid once."
        )
    bakery.assert_kept(order)


def test_key_of_another_order(client):
    """Another order under a used key is answered 409 or 422, and nothing happens.

    Row: other-order
    Source: RFC 9110 §15.5.10
    Hint: 2
    Step: 17_pipelines#same-key-same-order
    """
    bakery = Bakery(client)
    order, key = bakery.order(), bakery.new_key()
    bakery.assert_placed(order, key)
    free, money = bakery.stock.free, bakery.till.money
    for changes in (bakery.order(), {"quantity": order["quantity"] + 1}, {"card": "another card"}):
        other = {**order, **changes}
        answer = bakery.send(other, key)
        assert answer.status_code in (409, 422), (
            "This key names the order that came first under it. Nothing else can be placed under the "
            "same key."
        )
        bakery.assert_refused(answer, 409, 422)
        bakery.assert_untouched(free, money)
        bakery.assert_kept(order)
        if other["reference"] != order["reference"]:
            bakery.assert_absent(other)
    assert bakery.send(order, key).status_code == 201, (
        "The order that was placed first is still placed, and a second try under its key gets the first "
        "answer."
    )


def test_try_again_later(client):
    """After 503 or 500, the same request under the same key places the order.

    Row: later
    Source: RFC 9110 §15.6.4
    Hint: 3
    Step: 17_pipelines#what-to-remember
    """
    for error in (ConnectionError, TimeoutError, RuntimeError):
        bakery = Bakery(client)
        for service in (bakery.stock, bakery.till):
            order, key = bakery.order(), bakery.new_key()
            service.failure = error
            assert bakery.send(order, key).status_code in (500, 503)
            service.failure = None
            answer = bakery.send(order, key)
            assert answer.status_code == 201, (
                "The first try failed, and the client comes back under the same key. A failure that is kept "
                "under the key makes it fail for ever; a success that is kept too early was never true."
            )
            bakery.assert_kept(order)
            money = LOAF * order["quantity"]
            assert bakery.till.taken.get(key) == money, (
                "The payment service knows how many cents it took under the key of the request, and under no "
                "other key does it know a second try."
            )


def test_money_once(client):
    """When the money was taken and the answer got lost, a second try does not pay twice.

    Row: later, payment
    Source: RFC 9110 §9.2.2
    Hint: 3
    Step: 17_pipelines#same-key-same-order
    """
    bakery = Bakery(client)
    order, key = bakery.order(), bakery.new_key()
    bakery.till.too_late = TimeoutError
    for _ in range(2):
        assert bakery.send(order, key).status_code == 503
        assert bakery.stock.free == bakery.stock.count, (
            "The order is not placed, so its loaves have to be free."
        )
    bakery.till.too_late = None
    assert bakery.send(order, key).status_code == 201
    assert bakery.till.money == LOAF * order["quantity"], (
        "A timeout does not say that nothing happened. The payment service takes money once for each key. "
        "Under a new key it takes it again."
    )
    bakery.assert_kept(order)
