"""What the matcher makes of the labelled set, as totals. Of the held-out part nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from attrs import frozen
from labelled_artists import ArtistCase, artist_cases, both_sides

from collector.match import decide
from collector.match.people import decide_artist
from labelled import Case, cases, held_out

__all__ = ["HEAD", "Figures", "artist_figures", "artist_table", "figures", "table"]

HEAD = (
    "| Part | Decisions | With a right answer | Taken and right | Taken and wrong | For a person |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
)


@frozen
class Figures:
    """Totals of a part.

    Attributes:
        decisions: So many.
        answered: Those that have a right answer.
        right: Those in which it was taken without a person.
        wrong: Those in which another was.
        review: Those that went to a person.
    """

    decisions: int
    answered: int
    right: int
    wrong: int
    review: int

    @property
    def found(self) -> float:
        """The share of right answers that was taken without a person."""
        return self.right / self.answered

    @property
    def asked(self) -> float:
        """The share of all decisions that went to a person."""
        return self.review / self.decisions

    def row(self, part: str) -> str:
        """A line of the table."""
        right = f"{self.right} ({self.found:.1%})"
        review = f"{self.review} ({self.asked:.1%})"
        numbers = (self.decisions, self.answered, right, self.wrong, review)
        return f"| {part} | {' | '.join(map(str, numbers))} |"


def figures(*, unseen: bool) -> Figures:
    """Decide every case of a part."""
    return _counted([(case, _end(case)) for case in cases() if held_out(case) is unseen])


def artist_figures(*, unseen: bool) -> Figures:
    """Decide every artist of a part."""
    some = [case for case in artist_cases() if case.held_out is unseen]
    return _counted([(case, _artist_end(case)) for case in some])


def _counted(ends: Sequence[tuple[Case | ArtistCase, str]]) -> Figures:
    said = Counter(end for _, end in ends)
    answered = sum(bool(case.right) for case, _ in ends)
    return Figures(len(ends), answered, said["right"], said["wrong"], said["review"])


def _end(case: Case) -> str:
    found = decide(case.ours, case.offers, service="shop")
    if found.accepted is None:
        return found.verdict
    return "right" if found.accepted.id in case.right else "wrong"


def _artist_end(case: ArtistCase) -> str:
    found = decide_artist(*both_sides(case), service="encyclopedia")
    if found.accepted is None:
        return found.verdict
    return "right" if found.accepted.id in case.right else "wrong"


_PARTS = {"seen": False, "held out": True}


def table() -> list[str]:
    """The figures of both parts, as Markdown."""
    return [*HEAD, *(figures(unseen=unseen).row(part) for part, unseen in _PARTS.items())]


def artist_table() -> list[str]:
    """Those of artists."""
    return [*HEAD, *(artist_figures(unseen=unseen).row(part) for part, unseen in _PARTS.items())]
