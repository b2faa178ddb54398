"""A Chromium with the web app open, as one window among the simulated ones."""

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Self

import asyncpg

from backend.accounts.passwords import hashed

PASSWORD = "only for this benchmark"
PACKAGES = Path(__file__).parents[2] / "frontend" / "package.json"
SCRIPT = Path(__file__).with_name("window.mjs")
PATIENCE = 60


class BrowserWindow:
    """Shows the customers, and tells when its page told of how many calls."""

    def __init__(self, process: Process, events: str) -> None:
        self._process = process
        self.events = events
        """The subscription by which it follows calls, to the letter."""

    @classmethod
    async def open(cls, host: str, owner: asyncpg.Connection, user_id: int) -> Self:
        """Sign the user in, and be back once calls are followed."""
        email = await owner.fetchval(
            "UPDATE app_user SET password_hash = $2 WHERE id = $1 RETURNING email",
            user_id,
            await hashed(PASSWORD),
        )
        told = (str(PACKAGES), f"http://{host}", email, PASSWORD)
        process = await asyncio.create_subprocess_exec(
            "node", str(SCRIPT), *told, stdin=PIPE, stdout=PIPE
        )
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            first = await process.stdout.readline()
        if not first:
            raise SystemExit("The browser did not open the page; what it said stands above.")
        return cls(process, json.loads(first)["follows"])

    async def waits(self, sent_at: list[float]) -> list[float]:
        """Close it; milliseconds from each call's sending until the page told of so many calls.

        `sent_at` is in milliseconds of the epoch, as a page counts them. Calls that come in another
        order than they were sent are one another's: the page tells how many there are.
        """
        async with asyncio.timeout(PATIENCE):
            said, _ = await self._process.communicate(b"")
        found: list[float] = []
        for calls, at in json.loads(said):
            found += [at - sent for sent in sent_at[len(found) : calls]]
        return found
