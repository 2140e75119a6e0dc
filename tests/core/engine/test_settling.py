"""Another precedence, or a plugin switched off, changes records without a request."""

from __future__ import annotations

from collector.engine.run import Plan
from collector.model import Found, Subject

RELEASE = Subject("release", "discogs:1")
CHANGED = "The plugins or their precedence have changed: 5 records change with them."


def colour(kit):
    with kit.store() as store:
        return store.record(RELEASE).get("colour")


def two(says):
    """Two plugins that disagree about one field."""
    provides = frozenset({"release.colour"})
    first, second = says("first", provides=provides), says("second", provides=provides)
    first.tell = lambda _view: Found({"colour": "red"})
    second.tell = lambda _view: Found({"colour": "blue"})
    return first, second


def test_a_changed_precedence_is_said_and_asks_nobody(kit, says):
    first, second = two(says)
    kit.run(first, second)
    assert colour(kit) == "blue"
    kit.run(first, second, precedence={"release.colour": ("first", "second")})
    assert CHANGED in kit.events
    assert colour(kit) == "red"
    assert (len(first.asked), len(second.asked)) == (5, 5)


def test_a_plugin_that_is_switched_off_speaks_no_longer(kit, says):
    first, second = two(says)
    kit.run(first, second)
    kit.run(first)
    assert CHANGED in kit.events
    assert colour(kit) == "red"
    assert len(first.asked) == 5


def test_without_for_one_run_changes_no_record(kit, says):
    first, second = two(says)
    kit.run(first, second)
    kit.run(first, second, plan=Plan(without=frozenset({"second"})))
    assert CHANGED not in kit.events
    assert colour(kit) == "blue"


def test_a_plugins_new_version_is_what_the_store_counts_by_afterwards(kit, says):
    kit.run(says("first"))
    kit.run(says("first", version=2))
    with kit.store() as store:
        assert [one.version for one in store.lineup().speakers if one.part == "first"] == [2]
        assert store.counts().due == 0
