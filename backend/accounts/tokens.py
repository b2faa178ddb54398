"""API tokens for partners and programs: shown once, scoped, expiring; only their SHA-256 is kept."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import asyncpg

from backend.accounts import queries
from backend.accounts.actor import Actor
from backend.accounts.authentication import secret_hash
from backend.accounts.connections import sign_ins_changed
from backend.accounts.models import ApiToken
from backend.accounts.permissions import Permission
from backend.core import database, forms
from backend.core.changes import Changes
from backend.core.database import writing
from backend.core.errors import InvalidInput, NotFound
from backend.core.forms import together
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

LONGEST_DAYS = 366
NAMED = forms.needed("Type a name.")
PREFIX = "kith_"
"""Lets scanners for lost secrets recognise one."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token; `secret` is known now and never again."""

    token_id: int
    secret: str


async def api_token_create(
    actor: Actor, *, name: str, scopes: Sequence[Permission], days: int
) -> Issued:
    """Make a token that may what `scopes` say, and never more than its user may."""
    actor.demand(Permission.TOKEN_MANAGE)
    named = together(
        {
            "name": lambda: NAMED(name, "name"),
            "days": lambda: _check_days(days),
            "scopes": lambda: _check_scopes(actor, scopes),
        }
    )["name"]
    secret = PREFIX + secrets.token_urlsafe(32)
    async with writing(actor.account_id):
        token = await ApiToken.create(
            account_id=actor.account_id,
            user_id=actor.user_id,
            name=named,
            prefix=secret[: len(PREFIX) + 4],
            token_hash=secret_hash(secret),
            scopes=sorted({scope.value for scope in scopes}),
            expires_at=datetime.now(UTC) + timedelta(days=days),
        )
        changes: Changes = {"token": (None, named), "scopes": (None, token.scopes)}
        await record(actor, [_fact(EventType.TOKEN_CREATED, token, changes)])
    return Issued(int(token.id), secret)


def _check_days(days: int) -> None:
    if not 1 <= days <= LONGEST_DAYS:
        raise InvalidInput(f"A token lives between 1 and {LONGEST_DAYS} days.", ("days",))


def _check_scopes(actor: Actor, scopes: Sequence[Permission]) -> None:
    if not scopes:
        raise InvalidInput("Choose at least one thing it may do.", ("scopes",))
    if beyond := sorted(scope.value for scope in scopes if not actor.may(scope)):
        raise InvalidInput(f"You may not do this yourself: {', '.join(beyond)}.", ("scopes",))


async def api_token_revoke(actor: Actor, *, token_id: int) -> None:
    """End a token at once: one's own, or, managing users, anybody's."""
    actor.demand(Permission.TOKEN_MANAGE)
    async with writing(actor.account_id):
        token = await ApiToken.filter(id=token_id).select_for_update().first()
        if token is None or not (
            token.user_id == actor.user_id or actor.may(Permission.USER_MANAGE)
        ):
            raise NotFound("There is no such token.")
        if token.revoked_at is not None:
            return
        token.revoked_at = datetime.now(UTC)
        await token.save(update_fields=["revoked_at"])
        sign_ins_changed()
        await record(actor, [_fact(EventType.TOKEN_REVOKED, token, {"token": (token.name, None)})])


async def tokens_of(actor: Actor) -> Sequence[asyncpg.Record]:
    """The tokens an actor may see: their own, or, managing users, everybody's."""
    actor.demand(Permission.TOKEN_MANAGE)
    whose = None if actor.may(Permission.USER_MANAGE) else actor.user_id
    return await database.fetch(actor.account_id, queries.TOKENS, whose)


def _fact(what: EventType, token: ApiToken, changes: Changes) -> Fact:
    part = NodeRef("ApiToken", token.id)
    return Fact(what, NodeRef("User", token.user_id), changes, part=part)
