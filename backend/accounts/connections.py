"""Open sockets and streams, by the sign-in they stand on: when that ends, so do they.

A request is checked when it comes; a subscription may live for days. Each worker asks for all its
open ones with one statement, every few seconds and at once when this worker ended a sign-in itself.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

import asyncpg
from tortoise.exceptions import BaseORMException

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission, granted
from backend.core.database import after_commit, call_definer

EVERY_SECONDS = 2.0
ALIVE = "SELECT * FROM credentials_alive($1, $2)"

Credential = tuple[str, int]

log = logging.getLogger("kith.accounts")


@dataclass(eq=False, slots=True)
class Open:
    """One open connection: what its actor might do when it opened, and how to end it."""

    credential: Credential
    permissions: frozenset[Permission]
    end: Callable[[], object]


class Connections:
    """The open connections of this process."""

    def __init__(self) -> None:
        self._open: set[Open] = set()
        self._bell = asyncio.Event()

    def __len__(self) -> int:
        return len(self._open)

    def join(self, actor: Actor, end: Callable[[], object]) -> Open | None:
        """Have `end` called once the actor's sign-in ends or their rights change."""
        if actor.credential is None:
            return None
        entry = Open(actor.credential, actor.permissions, end)
        self._open.add(entry)
        return entry

    def leave(self, entry: Open | None) -> None:
        """The connection has closed by itself."""
        if entry is not None:
            self._open.discard(entry)

    def look_soon(self) -> None:
        """Look again now; call it after a sign-in has ended."""
        self._bell.set()

    async def look(self) -> None:
        """End every connection whose sign-in no longer stands or grants something else."""
        watched = {entry.credential for entry in self._open}
        if not watched:
            return
        kinds, ids = zip(*watched, strict=True)
        alive = {
            (row["kind"], row["credential_id"]): granted(row["roles"], row["scopes"])
            for row in await call_definer(ALIVE, list(kinds), list(ids))
        }
        for entry in list(self._open):
            if entry.credential in watched and alive.get(entry.credential) != entry.permissions:
                self._open.discard(entry)
                entry.end()

    async def run(self) -> None:
        """Look every few seconds, until cancelled; a database away is looked for again."""
        while True:
            # Not wait_for: Python 3.11's loses a cancellation that comes with the bell.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(EVERY_SECONDS):
                    await self._bell.wait()
            self._bell.clear()
            try:
                await self.look()
            except (
                OSError,
                TimeoutError,
                asyncpg.PostgresError,
                asyncpg.InterfaceError,
                BaseORMException,
            ) as error:
                log.warning("sign-ins could not be checked (%s)", type(error).__name__)


connections = Connections()


def sign_ins_changed() -> None:
    """Say, inside a unit of work, that sign-ins end with it or rights change."""
    after_commit(connections.look_soon)
