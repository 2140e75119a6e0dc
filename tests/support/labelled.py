"""The labelled set of the matcher: decisions whose right answer is certain.

A file of ``tests/labelled/albums``, or of ``tests/labelled/held_out/albums``, is a family, a list
of cases::

    - name: dummy-and-deluxe
      record: portishead-dummy    # of records/*.yaml, of the same folder
      ours: {year: 2008}          # what our side says otherwise than the record
      offers:                     # called a, b, c ... in this order
        - {title: Dummy (Deluxe Edition), plus: Pedestal 3:39}
        - {of: portishead-portishead, as: hit}
      right: [a]                  # any of these is right; none where the right one is absent

What both sides may say is told in ``labelled_sides``.

Right is the same work in any edition that holds the record's main tracks. A concert, another
recording, remixes, an instrumental version, a box of several albums, a single or EP for an album
are wrong. Where experts could disagree there is no case.

What stands in ``held_out`` is written by people who have not read the matcher, and shares no
record with the rest. Nobody looks at it, or at what the matcher makes of its single cases, to tune
the matcher. What was looked at is moved to the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import ascii_lowercase

from labelled_records import FOLDER, HELD_OUT, read_yaml, records
from labelled_rules import made_cases
from labelled_sides import Case, offer, our_side

__all__ = ["Case", "cases", "held_out", "written_cases"]


def held_out(case: Case) -> bool:
    """Whether a case is kept unseen."""
    return records()[case.record].held_out


@cache
def cases() -> tuple[Case, ...]:
    """All of them, those written by hand first."""
    return (*written_cases(), *made_cases())


@cache
def written_cases() -> tuple[Case, ...]:
    """Those written by hand."""
    paths = [path for folder in (FOLDER, HELD_OUT) for path in sorted(folder.glob("albums/*.yaml"))]
    return tuple(case for path in paths for case in _family(path))


def _family(path: Path) -> Iterator[Case]:
    for spec in read_yaml(path):
        if spec.keys() - {"name", "record", "ours", "offers", "right"}:
            raise ValueError(f"{path.name}: unknown keys in {spec['name']}")
        base = records()[spec["record"]]
        if base.held_out != (HELD_OUT in path.parents):
            raise ValueError(f"{path.name}: the record of {spec['name']} is of the other part")
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
