"""Accounts and people for tests, made as the owner; valid by default."""

import hashlib
import secrets
from dataclasses import dataclass, field

import asyncpg

ROLES = ("crm_admin", "crm_manager", "crm_sales", "crm_marketeer")


@dataclass(slots=True)
class World:
    """One account: its id, a token per role (and "none"), and user ids likewise."""

    account_id: int
    tokens: dict[str, str] = field(default_factory=dict)
    users: dict[str, int] = field(default_factory=dict)


async def make_account(
    owner: asyncpg.Connection, name: str = "Alder & Finch", region: str = "PL"
) -> World:
    """An account with one user per role, each with a token."""
    account_id = await owner.fetchval(
        "INSERT INTO account (name, region, language, currency, time_zone, modules, tabs, lock_first_email, created_at)"
        " VALUES ($1, $2, 'en', 'PLN', 'Europe/Warsaw', '[]', '[]', true, now()) RETURNING id",
        name,
        region,
    )
    await owner.execute("INSERT INTO event_counter (account_id, seq) VALUES ($1, 0)", account_id)
    world = World(account_id)
    for role in (*ROLES, "none"):
        await add_user(owner, world, role)
    return world


async def add_user(owner: asyncpg.Connection, world: World, role: str) -> str:
    """A user with this role (or "none") and a token that ends in an hour; returns the token."""
    roles = "[]" if role == "none" else f'["{role}"]'
    user_id = await owner.fetchval(
        "INSERT INTO app_user (account_id, email, name, roles, active, preferences, created_at, version)"
        " VALUES ($1, $2, $3, $4::jsonb, true, '{}', now(), 1) RETURNING id",
        world.account_id,
        f"{role}-{secrets.token_hex(4)}@kith.example",
        f"Test {role}",
        roles,
    )
    token = f"kith_{secrets.token_urlsafe(32)}"
    await owner.execute(
        "INSERT INTO api_token (account_id, user_id, name, prefix, token_hash, scopes, created_at, expires_at)"
        " VALUES ($1, $2, 'test', $3, $4, $5::jsonb, now(), now() + interval '1 hour')",
        world.account_id,
        user_id,
        token[:10],
        hashlib.sha256(token.encode()).digest(),
        _all_scopes(),
    )
    world.tokens[role] = token
    world.users[role] = user_id
    return token


def _all_scopes() -> str:
    from backend.accounts.permissions import Permission

    return "[" + ",".join(f'"{p.value}"' for p in Permission) + "]"
