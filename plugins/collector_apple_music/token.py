"""Developer tokens: made here, signed with the owner's key, exchanged with nobody.

Apple takes an ES256 token with the key's id in its header, and the team's id, the time of issue
and an end at most six months later in its claims.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from collector.api import BadInput, BearerAuth, Clock, Secret

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

__all__ = ["LIFETIME", "developer_auth"]

LIFETIME = timedelta(hours=12)
"""Short, so that a token that leaks somewhere is soon worth nothing."""


def developer_auth(team_id: str, key_id: str, private_key: Secret, clock: Clock) -> BearerAuth:
    """Signs requests with a token that renews itself.

    Raises:
        BadInput: The secret is no P-256 key in PKCS#8 form.
    """
    key = _key(private_key)

    def make(_post: object) -> tuple[str, float]:
        import jwt

        issued = int(clock.now().timestamp())
        seconds = int(LIFETIME.total_seconds())
        claims = {"iss": team_id, "iat": issued, "exp": issued + seconds}
        token = jwt.encode(claims, key, algorithm="ES256", headers={"kid": key_id})
        return token, float(seconds)

    return BearerAuth(make, clock)


def _key(secret: Secret) -> EllipticCurvePrivateKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    hint = "Download the .p8 file at developer.apple.com > Certificates > Keys, and name it here."
    try:
        key = load_pem_private_key(secret.reveal().encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # Not chained: the library's message may quote the file.
        raise BadInput(f"private_key: {secret.origin} is no private key", hint=hint) from None
    if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
        raise BadInput(f"private_key: {secret.origin} is not a P-256 key", hint=hint)
    return key
