"""Secrets that a sandbox accepts: made afresh for each, so that none can be hard-wired."""

from __future__ import annotations

import base64
import hmac
import secrets
import string
from pathlib import Path

from attrs import field, frozen

__all__ = ["Credentials"]

_ALPHANUMERIC = string.ascii_letters + string.digits


def _text(length: int, alphabet: str) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))


def _private_key() -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem.decode()


@frozen
class Credentials:
    """What a client must know to be let in.

    Attributes:
        discogs_token: Personal access token, 40 letters and digits.
        apple_team_id: ``iss`` of Apple's developer tokens, 10 characters.
        apple_key_id: ``kid`` of them, 10 characters.
        apple_private_key: Content of the ``.p8`` file: a P-256 key as PKCS#8 PEM.
        spotify_client_id: 32 hexadecimal digits.
        spotify_client_secret: 32 hexadecimal digits.
    """

    discogs_token: str = field(repr=False)
    apple_team_id: str
    apple_key_id: str
    apple_private_key: str = field(repr=False)
    spotify_client_id: str
    spotify_client_secret: str = field(repr=False)

    @classmethod
    def generate(cls) -> Credentials:
        """Random credentials in the forms that the services use."""
        capitals = string.ascii_uppercase + string.digits
        return cls(
            discogs_token=_text(40, _ALPHANUMERIC),
            apple_team_id=_text(10, capitals),
            apple_key_id=_text(10, capitals),
            apple_private_key=_private_key(),
            spotify_client_id=secrets.token_hex(16),
            spotify_client_secret=secrets.token_hex(16),
        )

    def spotify_accepts(self, header: str) -> str:
        """Check a Basic header: empty if it is right, else what Spotify calls the mistake."""
        scheme, _, encoded = header.partition(" ")
        try:
            client, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
        except ValueError:
            return "Invalid client"
        if scheme != "Basic" or client != self.spotify_client_id:
            return "Invalid client"
        right = hmac.compare_digest(secret.encode(), self.spotify_client_secret.encode())
        return "" if right else "Invalid client secret"

    def write(self, folder: Path) -> dict[str, Path]:
        """Write the three secrets to files, as ``{ file = "..." }`` settings want them.

        Args:
            folder: Made if it is not there.

        Returns:
            ``discogs_token``, ``apple_private_key`` and ``spotify_client_secret`` to their files.
        """
        folder.mkdir(parents=True, exist_ok=True)
        files = {
            "discogs_token": (folder / "discogs.token", self.discogs_token),
            "apple_private_key": (
                folder / f"AuthKey_{self.apple_key_id}.p8",
                self.apple_private_key,
            ),
            "spotify_client_secret": (folder / "spotify.secret", self.spotify_client_secret),
        }
        for path, text in files.values():
            path.touch(mode=0o600)
            path.write_text(text, encoding="utf-8")
        return {name: path for name, (path, _) in files.items()}
