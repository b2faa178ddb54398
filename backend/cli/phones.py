"""The demo exchange beside a server: its phones started, its line led to them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import asyncpg
import click

from backend.accounts.actor import Actor
from backend.accounts.opening import operator
from backend.cli.opened import connected
from backend.core.pool import dsn_parts
from backend.core.postgres import DatabaseProblem, DatabaseUrls
from backend.core.settings import Settings
from backend.telephony.demo.line import demo_line
from backend.telephony.demo.starting import NoExchange, exchange

Offer = Callable[[int, int], Awaitable[None]]
"""What is done besides for an account and its demo line."""

LABEL = "Demo exchange: two SIP phones on this machine. Nobody outside is called."


@contextmanager
def demo_phones(
    settings: Settings, urls: DatabaseUrls, offer: Offer | None = None
) -> Iterator[Settings]:
    """Run the phones where they are wanted; the settings say whether they are there."""
    if not settings.demo_line:
        yield settings
        return
    if not urls.owner_url:
        raise DatabaseProblem("Set KITH_OWNER_DATABASE_URL: the demo line goes into every account.")
    try:
        with exchange(settings.data_dir) as ports:

            async def lines() -> None:
                for account_id in await _accounts(urls.owner_url):
                    whole: Actor = await operator(account_id)
                    line_id = await demo_line(whole, ports)
                    if offer is not None:
                        await offer(account_id, line_id)

            asyncio.run(connected(urls.app_url, lines))
            click.echo(LABEL)
            yield settings
    except NoExchange as problem:
        click.echo(f"There is no demo exchange to call with: {problem}")
        yield replace(settings, demo_line=False)


async def _accounts(owner_url: str) -> list[int]:
    connection = await asyncpg.connect(**dsn_parts(owner_url))
    try:
        return [row["id"] for row in await connection.fetch("SELECT id FROM account ORDER BY id")]
    finally:
        await connection.close()
