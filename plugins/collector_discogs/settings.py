"""What the owner sets, and the service that follows from it."""

from __future__ import annotations

from datetime import timedelta

from attrs import frozen

from collector.api import Client, Host, Rate, Secret, Service, TokenAuth

__all__ = ["Settings"]

# Discogs asks that nothing shown be more than six hours older than its own page.
_CACHE = timedelta(hours=6)
# The host of the images has a throttle of its own, without headers: 20 to 40 a minute were seen.
_IMAGES = {"i.discogs.com": Rate(30, 60.0)}


@frozen
class Settings:
    """``[plugins.config]`` of the plugin ``discogs``.

    Attributes:
        username: Whose collection; the name in the address of the Discogs profile.
        token: A personal access token, from discogs.com/settings/developers.
        base_url: Where the service lives; a simulator may take its place.
        rate: Discogs allows 60 requests a minute, by network address.
    """

    username: str
    token: Secret
    base_url: str = "https://api.discogs.com"
    rate: Rate = Rate(60, 60.0)

    def client(self, host: Host) -> Client:
        """The client of the service ``discogs``."""
        return host.client(
            Service(
                name="discogs",
                base_url=self.base_url,
                rate=self.rate,
                auth=TokenAuth(self.token, "Discogs token="),
                headers={
                    "User-Agent": host.user_agent(),
                    "Accept": "application/vnd.discogs.v2.discogs+json",
                },
                cache=_CACHE,
                in_flight=3,
                remaining_header="X-Discogs-Ratelimit-Remaining",
                image_hosts=_IMAGES,
            )
        )
