"""Is the token good, and whose is it?"""

from __future__ import annotations

from datetime import timedelta

from collector.api import AuthRequired, Client, Health, HealthCheck
from collector_discogs.shapes import Identity

__all__ = ["identity_check"]

_HINT = "Make a token at https://www.discogs.com/settings/developers and set it again."


def identity_check(username: str, client: Client) -> HealthCheck:
    """The check ``token``: one request to ``/oauth/identity``."""
    return HealthCheck("token", lambda: _check(username, client))


def _check(username: str, client: Client) -> Health:
    try:
        owner = client.get("oauth/identity", cache=timedelta(0)).read(Identity).username
    except AuthRequired as error:
        return Health(ok=False, message=error.message, hint=error.hint or _HINT)
    if owner.casefold() != username.casefold():
        return Health(
            ok=False,
            message=f'The token belongs to "{owner}", the setting username says "{username}".',
            hint=f'Set username = "{owner}", or use a token of {username}: '
            "of other people's collections only the public part can be read.",
        )
    return Health(ok=True, message=f"Signed in to Discogs as {owner}.")
