"""Signing what is sent (Standard Webhooks 1.0): two signatures while a secret is being exchanged."""

import base64
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from standardwebhooks import Webhook

from backend.core.vault import vault

OVERLAP = timedelta(hours=24)
"""How long the old secret goes on signing beside the new one."""


def new_secret() -> str:
    """`whsec_` and 192 random bits in base64, as the specification spells a secret."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()


def sealed(account_id: int, secret: str, old: Mapping[str, str] | None = None) -> str:
    """What is stored of a secret, the one before it included where it is to go on signing."""
    values = {"secret": secret}
    if old is not None:
        values |= {
            "previous": old["secret"],
            "previous_until": (datetime.now(UTC) + OVERLAP).isoformat(),
        }
    return vault().seal(account_id, values)


def signed(
    account_id: int, stored: str, webhook_id: str, body: bytes, *, at: datetime
) -> dict[str, str]:
    """The headers that prove a body is ours."""
    held = vault().open(account_id, stored)
    keys = [held["secret"]]
    if "previous" in held and datetime.fromisoformat(held["previous_until"]) > at:
        keys.append(held["previous"])
    signatures = (Webhook(key).sign(webhook_id, at, body.decode()) for key in keys)
    return {
        "webhook-id": webhook_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
