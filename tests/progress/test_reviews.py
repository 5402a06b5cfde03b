"""Reviews and the schedule that follows from them: the log is what counts."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from course.progress import reviews
from course.progress.scheduling import due_after, intervals
from course.progress.store import Store
from course.values.recall import Review

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def review(rating: int, **ago: float) -> Review:
    return Review("code:404", rating, (NOW - timedelta(**ago)).isoformat())


def test_easy_comes_back_later_than_good_and_again_at_once():
    after = intervals([review(3, days=3), review(3, days=2)], NOW)
    assert after[1] < timedelta(hours=1) < after[2] < after[3] < after[4]


def test_a_review_of_the_future_counts_as_made_now():
    due, last = due_after([review(3, days=4), review(3, days=-3000)], NOW)
    assert last == NOW and due < NOW + timedelta(days=365)
    assert due_after([], NOW)[0] == NOW


def test_a_card_is_rated_once_for_each_time_it_was_seen(store):
    assert store.review("code:404", 3, seen=0)
    assert not store.review("code:404", 1, seen=0)
    assert store.review("code:404", 4, seen=1)
    assert [one.rating for one in store.reviews("code:404")] == [3, 4]
    assert store.schedules()["code:404"].reviews == 2


def test_two_who_review_the_same_card_at_once_leave_one_review(path):
    stores, told = [Store(path), Store(path)], []
    gate = threading.Barrier(2)

    def rate(store: Store) -> None:
        gate.wait()
        told.append(store.review("code:404", 3, seen=0))

    threads = [threading.Thread(target=rate, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [False, True]
    assert len(stores[0].reviews("code:404")) == 1
    for store in stores:
        store.close()


def test_the_schedule_can_be_made_again_from_the_log(store):
    for n, rating in enumerate((3, 1, 3, 4)):
        store.review("code:404", rating, n)
    store.review("code:405", 2, 0)
    before = store.schedules()
    store.database.write(lambda db: db.execute("DELETE FROM schedules"))
    store.database.write(reviews.reschedule_new)
    assert store.schedules() == before


def test_reviews_go_with_an_export_and_bring_their_schedule(store, tmp_path):
    store.review("code:404", 3, 0)
    other = Store(tmp_path / "other.sqlite")
    other.review("code:405", 1, 0)
    added = other.import_(store.export())
    assert (added.reviews, other.import_(store.export()).total) == (1, 0)
    assert other.schedules()["code:404"] == store.schedules()["code:404"]
    assert set(other.schedules()) == {"code:404", "code:405"}
    old = {key: value for key, value in store.export().items() if key != "reviews"} | {"version": 1}
    assert other.import_(old).total == 0
    other.close()


def test_a_damaged_file_gives_its_reviews_back(store, path, tmp_path):
    from course.progress.salvage import salvage

    store.review("code:404", 3, 0)
    other = Store(tmp_path / "other.sqlite")
    assert other.database.write(lambda db: salvage(path, db))["reviews"] == 1
    other.close()
