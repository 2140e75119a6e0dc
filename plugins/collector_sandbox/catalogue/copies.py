"""The owner's copies: when each came, where it stands and what shape it is in."""

from __future__ import annotations

from collections.abc import Iterable

from collector_sandbox.catalogue.ids import number, share
from collector_sandbox.world import Copy, DiscogsRelease

__all__ = ["FIELDS", "FOLDERS", "owned"]

FOLDERS = {0: "All", 1: "Uncategorized", 2: "Jazz", 3: "7 inch", 4: "To sell"}
FIELDS = {1: "Media", 2: "Sleeve", 3: "Notes", 4: "Bought at"}

_MEDIA = (
    "Mint (M)",
    "Near Mint (NM or M-)",
    "Near Mint (NM or M-)",
    "Very Good Plus (VG+)",
    "Very Good (VG)",
    "Good (G)",
    "",
)
_SLEEVE = ("Generic", "No Cover", *_MEDIA)
_NOTES = (
    "",
    "",
    "",
    "",
    "shelf 2",
    "a gift",
    "seam split, plays well",
    "from the market in Graz: 4 €",
    "key: value\n- second line | with a pipe",
)
_SHOPS = ("", "", "Rave Up, Wien", "Discogs", "Flohmarkt #3")

# Months without a change of Pacific time in them, and their offsets.
_MONTHS = {
    **dict.fromkeys((1, 2, 12), "-08:00"),
    **dict.fromkeys((4, 5, 6, 7, 8, 9, 10), "-07:00"),
}


def owned(releases: Iterable[tuple[DiscogsRelease, int]]) -> tuple[Copy, ...]:
    """The copies of each release (as many as the number beside it), newest first."""
    copies = (_copy(one, n) for one, count in releases for n in range(count))
    return tuple(sorted(copies, key=lambda copy: (copy.added, copy.instance_id), reverse=True))


def _pick(words: tuple[str, ...], *seed: object) -> str:
    return words[number(*seed) % len(words)]


def _copy(release: DiscogsRelease, n: int) -> Copy:
    seed = (release.id, n)
    return Copy(
        instance_id=100_000_000 + (release.id * 4 + n) % 900_000_000,
        release_id=release.id,
        added=_added(*seed),
        folder_id=_folder(release, *seed),
        rating=max(0, number("rating", *seed) % 9 - 3),
        media=_pick(_MEDIA, "media", *seed),
        sleeve=_pick(_SLEEVE, "sleeve", *seed),
        notes=_pick(_NOTES, "notes", *seed),
        custom=_custom(*seed),
    )


def _custom(*seed: object) -> dict[int, str]:
    shop = _pick(_SHOPS, "shop", *seed)
    return {4: shop} if shop else {}


def _folder(release: DiscogsRelease, *seed: object) -> int:
    if share("sell", *seed) < 0.04:
        return 4
    if "Jazz" in release.genres:
        return 2
    return 3 if any('7"' in one.descriptions for one in release.formats) else 1


def _added(*seed: object) -> str:
    luck = number("added", *seed)
    year = 2012 + luck % 15
    months = [month for month in _MONTHS if year < 2026 or month < 11]
    month = months[luck // 15 % len(months)]
    day, clock = luck // 150 % 28 + 1, luck // 4200 % 86400
    hour, minute, second = clock // 3600, clock // 60 % 60, clock % 60
    return f"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{_MONTHS[month]}"
