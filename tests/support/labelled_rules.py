"""Cases made by rule: what honestly becomes of a record at a service, and what is beside it.

Every record that allows it gives two cases in which it is there in some other guise, and every
fourth one a case in which it is not, among decoys. What a record gets is decided by a hash of its
name, so that the set stays nearly the same when records are added. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from labelled_decoys import DECOYS
from labelled_guises import GUISES, RARE, Spec
from labelled_records import Record, number, pick, records
from labelled_sides import Case, offer, our_side

__all__ = ["made_cases"]


def made_cases() -> Iterator[Case]:
    """All of them."""
    for record in records().values():
        if record.rules:
            yield from (_present(record, turn) for turn in range(2))
            if pick(range(4), record, "absent") == 0:
                yield _absent(record)


def _mixed(record: Record, specs: Sequence[Spec], why: str) -> list[Spec]:
    places = sorted(range(len(specs)), key=lambda place: number(f"{record.name} {why} {place}"))
    return [specs[place] for place in places]


def _present(record: Record, turn: int) -> Case:
    (name, ours, right), *others = _guises(record)[3 * turn :]
    for _, our_more, their_more in others[: pick((0, 1, 1, 2), record, f"guises {turn}")]:
        if not (ours.keys() & our_more.keys() or right.keys() & their_more.keys()):
            ours, right = ours | our_more, right | their_more
    beside = _decoys(record, f"beside {turn}", pick((0, 1, 2, 3), record, f"how many {turn}"))
    return _case(record, f"rule-{name}", ours, [right, *beside], right)


def _guises(record: Record) -> list[tuple[str, Spec, Spec]]:
    """Those that apply; half the time first those that do so to few records."""
    first = pick((RARE, frozenset()), record, "rare")
    names = sorted(GUISES, key=lambda one: (one not in first, number(f"{record.name} {one}")))
    made = ((name, GUISES[name](record)) for name in names)
    return [(name, *specs) for name, specs in made if specs]


def _absent(record: Record) -> Case:
    decoys = _decoys(record, "alone", pick((1, 2, 3, 4), record, "how many alone"))
    ours: Spec = pick(({}, {}, {"tracks": "untimed"}, {"as": "csv"}), record, "row")
    return _case(record, "rule-absent", ours, decoys, None)


def _case(
    record: Record, family: str, ours: Spec, offers: Sequence[Spec], right: Spec | None
) -> Case:
    mixed = _mixed(record, offers, family)
    made = tuple(
        offer(name, record, one) for name, one in zip(ascii_lowercase, mixed, strict=False)
    )
    ids = [name for name, one in zip(ascii_lowercase, mixed, strict=False) if one is right]
    name = f"{family}-{record.name}"
    return Case(name, record.name, family, our_side(record, ours), made, frozenset(ids))


def _decoys(record: Record, why: str, wanted: int) -> list[Spec]:
    names = sorted(DECOYS, key=lambda name: number(f"{record.name} {why} {name}"))
    made = (DECOYS[name](record) for name in names)
    return [spec for spec in made if spec][:wanted]
