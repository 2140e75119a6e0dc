"""Whether Apple would take a developer token."""

from __future__ import annotations

import jwt
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from collector_sandbox.server.credentials import Credentials

__all__ = ["LONGEST", "TokenCheck"]

LONGEST = 15_777_000
"""Seconds that a token may last: six months."""


class TokenCheck:
    """Checks developer tokens: form, signature, key, team and times."""

    def __init__(self, credentials: Credentials) -> None:
        key = load_pem_private_key(credentials.apple_private_key.encode(), None)
        self._public = key.public_key()
        self._credentials = credentials

    def accepts(self, header: str) -> bool:
        """Whether an ``Authorization`` header lets its sender in."""
        scheme, _, token = header.partition(" ")
        if scheme != "Bearer":
            return False
        try:
            kid = jwt.get_unverified_header(token).get("kid")
            claims = jwt.decode(
                token,
                self._public,  # type: ignore[arg-type]  # it is the P-256 key made by Credentials
                algorithms=["ES256"],
                issuer=self._credentials.apple_team_id,
                options={"require": ["iss", "iat", "exp"]},
            )
        except jwt.PyJWTError:
            return False
        lifetime = claims["exp"] - claims["iat"]
        return bool(kid == self._credentials.apple_key_id and lifetime <= LONGEST)
