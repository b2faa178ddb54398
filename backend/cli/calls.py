"""`kith call simulate`: make a call up, to try things out."""

import asyncio
from pathlib import Path

import asyncpg
import click
import httpx2 as httpx

from backend.calls.lines import HOOK
from backend.calls.simulating import SCRIPTS, Simulated, simulate
from backend.cli.opened import data_dir_option, migrated, settings_with
from backend.core.embedded import origin_of
from backend.core.pool import dsn_parts
from backend.core.vault import vault

LINE = """
SELECT l.account_id, l.slug, l.sealed, l.name, l.region FROM call_line l
 WHERE l.active AND l.kind = 'webhook'
   AND ($1::text IS NULL OR l.name = $1 OR l.slug = $1) ORDER BY l.simulator DESC, l.id LIMIT 1
"""
SOMEBODY = """
SELECT p.e164 FROM phone_number p JOIN customer c ON c.id = p.customer_id AND c.deleted_at IS NULL
 WHERE p.account_id = $1 ORDER BY random() LIMIT 1
"""


@click.group()
def call() -> None:
    """Telephone calls."""


@call.command("simulate")
@click.option("--line", help="The line's name or the last part of its hook [the first one].")
@click.option("--from", "caller", help="Who calls, in any spelling [a customer, by chance].")
@click.option("--course", type=click.Choice(list(SCRIPTS)), default="answered", show_default=True)
@click.option(
    "--ring", default=4.0, show_default=True, help="Seconds until it is answered or given up."
)
@click.option("--talk", default=8.0, show_default=True, help="Seconds from the answer to the end.")
@click.option("--port", type=int, help="The server's port [that of the data directory's server].")
@data_dir_option
def simulate_call(
    line: str | None,
    caller: str | None,
    course: str,
    ring: float,
    talk: float,
    port: int | None,
    data_dir: Path | None,
) -> None:
    """Post the signed events of a made-up call to the running server. Nobody is rung."""
    settings = settings_with(data_dir=data_dir, port=port)
    origin = (None if port else origin_of(settings.data_dir)) or settings.origin
    with migrated(settings) as urls:
        found, number = asyncio.run(_line_and_caller(urls.owner_url or urls.app_url, line))
        planned = Simulated(
            url=f"{origin}/hooks/calls/{found['slug']}",
            secret=vault().open(found["account_id"], found["sealed"])[HOOK],
            caller=caller or number or "anonymous",
            called=found["name"],
            course=course,
            ring_seconds=ring,
            talk_seconds=talk,
        )
        click.echo(f"Simulator: {planned.caller} calls {found['name']}. Nobody is rung.")
        asyncio.run(_tell(planned))


async def _line_and_caller(url: str, line: str | None) -> tuple[asyncpg.Record, str | None]:
    connection = await asyncpg.connect(**dsn_parts(url))
    try:
        found = await connection.fetchrow(LINE, line)
        if found is None:
            raise click.ClickException(
                "There is no such line. Add one in Settings → Lines, or start `kith demo`."
            )
        return found, await connection.fetchval(SOMEBODY, found["account_id"])
    finally:
        await connection.close()


async def _tell(planned: Simulated) -> None:
    try:
        async for kind, status, message in simulate(planned):
            click.echo(f"{kind:<15} {status} {message}")
            if status >= 400:
                raise click.ClickException("The server refused the event.")
    except httpx.TransportError as error:
        raise click.ClickException(
            f"No server answers at {planned.url}. Start it with `make run`."
        ) from error
