"""From a secret to an actor: sessions and API tokens are looked up by their SHA-256."""

import hashlib

from backend.accounts.actor import Actor
from backend.accounts.permissions import granted
from backend.core.database import call_definer


def secret_hash(secret: str) -> bytes:
    """What is stored of a secret of 256 random bits; such a one needs no slow hash."""
    return hashlib.sha256(secret.encode()).digest()


async def authenticate(secret: str) -> Actor | None:
    """The actor of a session or token, None where it is unknown, expired, revoked or its user barred."""
    rows = await call_definer("SELECT * FROM authenticate($1)", secret_hash(secret))
    if not rows:
        return None
    row = rows[0]
    return Actor(
        account_id=row["account_id"],
        user_id=row["user_id"],
        permissions=granted(row["roles"], row["scopes"]),
        via=row["via"],
        region=row["region"],
        language=row["language"],
        credential=(row["kind"], row["credential_id"]),
    )
