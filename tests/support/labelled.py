"""The labelled set of the matcher: decisions whose right answer is certain.

A file of ``tests/labelled/albums`` is a family, a list of cases::

    - name: dummy-and-deluxe
      record: portishead-dummy    # of records/*.yaml; held out or not goes by this
      ours: {year: 2008}          # what our side says otherwise than the record
      offers:                     # called a, b, c ... in this order
        - {title: Dummy (Deluxe Edition), plus: Pedestal 3:39}
        - {of: portishead-portishead, as: hit}
      right: [a]                  # any of these is right; none where the right one is absent

What both sides may say is told in ``labelled_sides``.

Right is the same work in any edition that holds the record's main tracks. A concert, another
recording, remixes, an instrumental version, a box of several albums, a single or EP for an album
are wrong. Where experts could disagree there is no case.

The set is split by the record, so that no record is on both sides: see ``held_out``. Nobody looks
at the held-out part, or at what the matcher makes of its single cases, to tune the matcher.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import ascii_lowercase

from labelled_records import FOLDER, number, read_yaml, records
from labelled_rules import made_cases
from labelled_sides import Case, offer, our_side

__all__ = ["Case", "cases", "held_out", "written_cases"]


LOOKED_AT = frozenset({"beach-boys-pet"})
"""Records whose unseen cases were looked at, to mend a wrong match: unseen no more."""


def held_out(record: str) -> bool:
    """Whether the cases of a record are kept unseen: a third, by a stable hash of its name."""
    return number(record) % 3 == 0 and record not in LOOKED_AT


@cache
def cases() -> tuple[Case, ...]:
    """All of them, those written by hand first."""
    return (*written_cases(), *made_cases())


@cache
def written_cases() -> tuple[Case, ...]:
    """Those written by hand."""
    return tuple(case for path in sorted(FOLDER.glob("albums/*.yaml")) for case in _family(path))


def _family(path: Path) -> Iterator[Case]:
    for spec in read_yaml(path):
        if spec.keys() - {"name", "record", "ours", "offers", "right"}:
            raise ValueError(f"{path.name}: unknown keys in {spec['name']}")
        base = records()[spec["record"]]
        yield Case(
            spec["name"],
            base.name,
            path.stem,
            our_side(base, spec.get("ours") or {}),
            tuple(
                offer(identity, base, one)
                for identity, one in zip(ascii_lowercase, spec["offers"], strict=False)
            ),
            frozenset(spec["right"]),
        )
