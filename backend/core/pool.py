"""How a process reaches its database: the address, the pool, and the statements that somebody counts."""

import contextvars
from typing import Any
from urllib.parse import unquote, urlsplit

import asyncpg

MODEL_MODULES = [
    "backend.accounts.models",
    "backend.calls.models",
    "backend.companies.models",
    "backend.consents.models",
    "backend.contact_points.models",
    "backend.contacts.models",
    "backend.custom_fields.models",
    "backend.customers.models",
    "backend.events.models",
    "backend.importing.models",
    "backend.messages.models",
    "backend.projects.models",
    "backend.webhooks.models",
]

_TRANSACTION_CONTROL = (
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT",
    "RELEASE",
    "SET ",
    "SELECT SET_CONFIG",
)

statements: contextvars.ContextVar[list[str] | None] = contextvars.ContextVar(
    "statements", default=None
)
"""The SQL of the running operation, where somebody counts it (`extensions.cost.sqlStatements`)."""


opening: contextvars.ContextVar[str] = contextvars.ContextVar("opening")
"""What is said in place of the library's bare BEGIN, so that a transaction's settings cost no round trip."""


class CountingConnection(asyncpg.Connection):  # type: ignore[misc]
    """Notes each statement but transaction control; asyncpg's own query logger reports too late."""

    def _note(self, query: str) -> None:
        seen = statements.get()
        if seen is not None and not query[:40].lstrip().upper().startswith(_TRANSACTION_CONTROL):
            seen.append(query)

    async def fetch(self, query: str, *args: Any, **options: Any) -> Any:
        """Run a query, noted; returns its records."""
        self._note(query)
        return await super().fetch(query, *args, **options)

    async def fetchrow(self, query: str, *args: Any, **options: Any) -> Any:
        """Run a query, noted; returns its first record or None."""
        self._note(query)
        return await super().fetchrow(query, *args, **options)

    async def fetchval(self, query: str, *args: Any, **options: Any) -> Any:
        """Run a query, noted; returns one value."""
        self._note(query)
        return await super().fetchval(query, *args, **options)

    async def execute(self, query: str, *args: Any, **options: Any) -> Any:
        """Run a statement, noted; returns its command tag. A transaction begins as `opening` says."""
        if query == "BEGIN;":
            query = opening.get(query)
        self._note(query)
        return await super().execute(query, *args, **options)


async def _no_reset(_connection: object) -> None:
    """Nothing is set on the session, so nothing is to be reset: saves a round trip per operation."""


def dsn_parts(url: str) -> dict[str, Any]:
    """Split a `postgresql://` URL (socket directory as `?host=`) into asyncpg's arguments."""
    parts = urlsplit(url)
    query = dict(item.split("=", 1) for item in parts.query.split("&") if "=" in item)
    return {
        "host": unquote(query.get("host", "")) or parts.hostname or "127.0.0.1",
        "port": int(query.get("port") or parts.port or 5432),
        "user": unquote(parts.username or query.get("user", "")),
        "password": unquote(parts.password) if parts.password else None,
        "database": unquote(parts.path.lstrip("/")),
    }


def tortoise_config(url: str, *, pool: int = 16) -> dict[str, Any]:
    """Tortoise's configuration for one database; `pool` is the most connections of this process."""
    credentials = {
        **dsn_parts(url),
        "minsize": 1,
        "maxsize": pool,
        "connection_class": CountingConnection,
        "reset": _no_reset,
    }
    return {
        "connections": {
            "default": {"engine": "tortoise.backends.asyncpg", "credentials": credentials}
        },
        "apps": {
            "kith": {
                "models": MODEL_MODULES,
                "migrations": "backend.migrations",
                "default_connection": "default",
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }
