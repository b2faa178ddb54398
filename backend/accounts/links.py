"""Links that work once: they make the first administrator, or set a password."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from backend.accounts import limits
from backend.accounts.authentication import secret_hash
from backend.core import database
from backend.core.database import call_definer, fetchrow
from backend.core.errors import Refused

LASTS = timedelta(days=7)
"""How long a link works that somebody is given: an invitation, a registration."""
LASTS_ASKED = timedelta(hours=24)
"""How long a link works that somebody asks for: a new password."""
USED = (
    "This link has been used, has run out, or was cut short."
    " Under “Forgotten your password?” on the sign-in page you get a new one."
)


class Purpose(StrEnum):
    """What a link is for."""

    FIRST_ADMIN = "first_admin"
    PASSWORD = "password"


@dataclass(frozen=True, slots=True)
class Link:
    """A link that can still be used."""

    account_id: int
    link_id: int
    user_id: int | None
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the page behind a link shows before it is used; name and e-mail are empty where new."""

    purpose: Purpose
    account: str
    name: str
    email: str


async def link_make(
    account_id: int,
    purpose: Purpose,
    user_id: int | None = None,
    *,
    secret: str = "",
    lasts: timedelta = LASTS,
) -> str:
    """A new link's secret, inside the running unit of work; older ones for the same end.

    With a `secret` that is there already (a mail sent again) nothing changes, be it used or not.
    """
    secret = secret or secrets.token_urlsafe(32)
    if await database.execute(
        "SELECT id FROM one_time_link WHERE account_id = $1 AND token_hash = $2",
        account_id,
        secret_hash(secret),
    ):
        return secret
    await database.execute(
        "UPDATE one_time_link SET used_at = now() WHERE account_id = $1 AND used_at IS NULL"
        " AND purpose = $2 AND user_id IS NOT DISTINCT FROM $3",
        account_id,
        purpose.value,
        user_id,
    )
    await database.execute(
        "INSERT INTO one_time_link (account_id, user_id, purpose, token_hash, created_at, expires_at)"
        " VALUES ($1, $2, $3, $4, now(), $5)",
        account_id,
        user_id,
        purpose.value,
        secret_hash(secret),
        datetime.now(UTC) + lasts,
    )
    return secret


async def link_of(secret: str, address: str) -> Link | None:
    """The link of a secret, None where it no longer works; tries are counted by `address`."""
    network = limits.network_of(address)
    await limits.spend(limits.LINK_FROM, network)
    rows = await call_definer("SELECT * FROM one_time_link_of($1)", secret_hash(secret))
    if not rows:
        return None
    await limits.give_back(limits.LINK_FROM, network)
    row = rows[0]
    return Link(row["account_id"], row["link_id"], row["user_id"], Purpose(row["purpose"]))


async def link_use(link: Link) -> None:
    """Use a link up, inside the running unit of work; Refused where somebody was faster."""
    rows = await database.execute(
        "UPDATE one_time_link SET used_at = now()"
        " WHERE account_id = $1 AND id = $2 AND used_at IS NULL RETURNING id",
        link.account_id,
        link.link_id,
    )
    if not rows:
        raise Refused(USED, ("token",))


WELCOME = """
SELECT a.name AS account, coalesce(u.name, '') AS name, coalesce(u.email, '') AS email
  FROM account a LEFT JOIN app_user u ON u.account_id = a.id AND u.id = $2 WHERE a.id = $1
"""


async def welcome(secret: str, address: str) -> Welcome | None:
    """What the page behind a link shows, None where the link no longer works."""
    link = await link_of(secret, address)
    if link is None:
        return None
    row = await fetchrow(link.account_id, WELCOME, link.account_id, link.user_id)
    return Welcome(link.purpose, row["account"], row["name"], row["email"]) if row else None
