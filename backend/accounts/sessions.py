"""Sign-ins that last: opened, listed, ended. Only the SHA-256 of their secret is kept."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import asyncpg

from backend.accounts import queries
from backend.accounts.actor import Actor
from backend.accounts.authentication import secret_hash
from backend.accounts.clients import Caller
from backend.accounts.connections import sign_ins_changed
from backend.accounts.permissions import Permission
from backend.core import database
from backend.core.database import writing
from backend.core.errors import NotFound

REMEMBERED = timedelta(days=30)
SHORT = timedelta(hours=12)
"""A working day, for whoever does not want to stay signed in on this computer."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new sign-in. The secret is known now and never again; `seconds` is how long it lasts."""

    secret: str
    seconds: int
    remembered: bool


async def session_open(
    account_id: int, user_id: int, caller: Caller, *, via: str = "web", remember: bool = True
) -> Opened:
    """Open a session inside the running unit of work; the user's expired ones are cleared away."""
    secret = f"kith_{secrets.token_urlsafe(32)}" if via == "app" else secrets.token_urlsafe(32)
    now, lasts = datetime.now(UTC), REMEMBERED if remember else SHORT
    await database.execute(
        "DELETE FROM session WHERE account_id = $1 AND user_id = $2 AND expires_at <= now()",
        account_id,
        user_id,
    )
    await database.execute(
        "INSERT INTO session (account_id, user_id, via, token_hash, client, address, created_at,"
        " last_used_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
        account_id,
        user_id,
        via,
        secret_hash(secret),
        caller.client,
        caller.address,
        now,
        now + lasts,
    )
    return Opened(secret, int(lasts.total_seconds()), remember)


async def sessions_of(actor: Actor, user_id: int) -> Sequence[asyncpg.Record]:
    """A user's sessions, the one used last first; somebody else's are for those who manage users."""
    actor.demand(Permission.OWN_MANAGE if user_id == actor.user_id else Permission.USER_MANAGE)
    return await database.fetch(actor.account_id, queries.SESSIONS_OF, [user_id])


async def session_revoke(actor: Actor, *, session_id: int) -> None:
    """End one of one's own sessions, or, managing users, anybody's."""
    actor.demand(Permission.OWN_MANAGE)
    anybody = actor.may(Permission.USER_MANAGE)
    async with writing(actor.account_id):
        gone = await database.execute(
            "DELETE FROM session WHERE account_id = $1 AND id = $2 AND ($3 OR user_id = $4) RETURNING id",
            actor.account_id,
            session_id,
            anybody,
            actor.user_id,
        )
        if not gone:
            raise NotFound("This sign-in has already ended.")
        sign_ins_changed()


async def sessions_revoke_others(actor: Actor) -> int:
    """End all of one's own sessions but the one that asks; returns how many."""
    actor.demand(Permission.OWN_MANAGE)
    kind, kept = actor.credential or ("", 0)
    async with writing(actor.account_id):
        return await end_all(
            actor.account_id, actor.user_id or 0, but=kept if kind == "session" else 0
        )


async def sign_out(actor: Actor) -> None:
    """End the session that asks; an API token is revoked, not signed out."""
    kind, session_id = actor.credential or ("", 0)
    if kind != "session":
        return
    async with writing(actor.account_id):
        await database.execute(
            "DELETE FROM session WHERE account_id = $1 AND id = $2", actor.account_id, session_id
        )
        sign_ins_changed()


async def end_all(account_id: int, user_id: int, *, but: int = 0) -> int:
    """End every session of a user inside the running unit of work, but one; returns how many."""
    gone = await database.execute(
        "DELETE FROM session WHERE account_id = $1 AND user_id = $2 AND id <> $3 RETURNING id",
        account_id,
        user_id,
        but,
    )
    sign_ins_changed()
    return len(gone)


async def end_all_of_customer(customer_id: int) -> None:
    """End every session of a customer's login inside the running unit of work (R038)."""
    await database.execute(
        "DELETE FROM session s USING app_user u WHERE s.account_id = current_account()"
        " AND u.account_id = s.account_id AND u.id = s.user_id AND u.customer_id = $1",
        customer_id,
    )
    sign_ins_changed()
