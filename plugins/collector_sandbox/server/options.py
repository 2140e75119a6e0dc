"""How the sandbox behaves: its pace and which of the services' moods are switched on."""

from __future__ import annotations

from typing import Any

from attrs import Attribute, field, frozen, validators

from collector_sandbox.server.faults import Fault

__all__ = ["Options"]


def _positive(instance: Options, attribute: Attribute[Any], value: float) -> None:  # noqa: ARG001
    if value <= 0:
        raise ValueError(f"{attribute.name} must be more than 0, is {value}")


@frozen
class Options:
    """The sandbox's settings.

    The limits are those of autumn 2026 where the services publish them. Apple and Spotify do not;
    theirs are estimates, low enough to catch a client that does not pace itself.

    Attributes:
        minute: Seconds that a minute lasts; every window scales with it.
        latency: Seconds that each answer is held back.
        discogs_limit: Requests a minute with credentials.
        discogs_limit_unknown: Requests a minute without.
        apple_limit: Requests a second (estimate).
        spotify_limit: Requests in half a minute (estimate).
        wikimedia_limit: Requests a minute with a User-Agent that names a contact.
        wikimedia_limit_generic: Requests a minute with one that does not.
        discogs_image_limit: Images a minute from Discogs' image host; 0 for no limit.
        hide_images: Discogs sends empty image addresses to clients without credentials.
        premium_missing: Spotify refuses everything: its app's owner has no Premium.
        limit_10: Spotify's Development Mode, in which searches give ten hits at most.
        rate_burst: Spotify refuses every fifth request, with ``Retry-After: 1``.
        rate_quota: Spotify's quota is used up, with ``Retry-After: 86400``.
        null_items: Spotify's searches carry a null among the hits.
        empty_images: Spotify's albums have no images.
        padded_upc: Apple Music and Spotify store every barcode with 14 digits.
        maxlag: Wikimedia's databases lag 6.2 seconds behind.
        faults: What goes wrong, where and when.
        drawn: Each picture is drawn when it is asked for. Else all of one size are one drawing in
            files of their own, as for measurements: a service has its pictures.
        own_ports: Each service listens on a port of its own, so that one can be down alone.
    """

    minute: float = field(default=60.0, validator=_positive)
    latency: float = field(default=0.0, validator=validators.ge(0))
    discogs_limit: int = field(default=60, validator=_positive)
    discogs_limit_unknown: int = field(default=25, validator=_positive)
    apple_limit: int = field(default=20, validator=_positive)
    spotify_limit: int = field(default=60, validator=_positive)
    wikimedia_limit: int = field(default=200, validator=_positive)
    wikimedia_limit_generic: int = field(default=10, validator=_positive)
    discogs_image_limit: int = field(default=0, validator=validators.ge(0))
    hide_images: bool = False
    premium_missing: bool = False
    limit_10: bool = True
    rate_burst: bool = False
    rate_quota: bool = False
    null_items: bool = False
    empty_images: bool = False
    padded_upc: bool = False
    maxlag: bool = False
    faults: tuple[Fault, ...] = ()
    drawn: bool = True
    own_ports: bool = False

    @property
    def windows(self) -> dict[str, float]:
        """Length in seconds of each window in which requests are counted."""
        return {
            "discogs": self.minute,
            "apple": self.minute / 60,
            "spotify": self.minute / 2,
            "wikimedia": self.minute,
            "discogs-images": self.minute,
        }
