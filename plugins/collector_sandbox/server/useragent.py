"""What Wikimedia makes of a User-Agent."""

from __future__ import annotations

import re

__all__ = ["ROBOT_POLICY", "is_refused", "names_contact"]

ROBOT_POLICY = (
    "Please set a user-agent and respect our robot policy https://w.wiki/4wJS. See also T400119.\n"
)
"""What a client without a name of its own is told."""

_LIBRARY = re.compile(
    r"(python-requests|python-urllib|python-httpx|aiohttp|axios|curl|wget|okhttp|java"
    r"|go-http-client|node-fetch|undici|libwww-perl)\b",
    re.IGNORECASE,
)


def is_refused(agent: str) -> bool:
    """Whether a User-Agent is missing or a library's own default."""
    return not agent.strip() or bool(_LIBRARY.match(agent.strip()))


def names_contact(agent: str) -> bool:
    """Whether the operator's address or mail is in a User-Agent."""
    return "@" in agent or "://" in agent
