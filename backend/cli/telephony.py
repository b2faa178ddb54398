"""`kith telephony`: the telephone lines in a process of their own, beside the servers."""

import asyncio
import contextlib
from pathlib import Path

import click
from tortoise import Tortoise

from backend.cli.opened import data_dir_option, migrated, settings_with
from backend.core.logs import configure
from backend.core.pool import tortoise_config
from backend.core.postgres import DatabaseUrls
from backend.events.hub import hub
from backend.events.wire import Wire
from backend.telephony.running import run_telephony


@click.command()
@data_dir_option
def telephony(data_dir: Path | None) -> None:
    """Run the telephone lines; stop it with Ctrl-C.

    Servers run them, too (KITH_TELEPHONY=off keeps them from it). Of all that may, one does.
    """
    settings = settings_with(data_dir=data_dir)
    configure(settings)
    with migrated(settings) as urls, contextlib.suppress(KeyboardInterrupt):
        click.echo("Kith runs the telephone lines (Ctrl-C stops it).")
        asyncio.run(_run(urls, settings.origin))


async def _run(urls: DatabaseUrls, origin: str) -> None:
    await Tortoise.init(config=tortoise_config(urls.app_url, pool=8), _enable_global_fallback=True)
    wire = asyncio.create_task(Wire(urls.app_url, hub).run(), name="event wire")
    try:
        await run_telephony(urls.app_url, origin=origin)
    finally:
        wire.cancel()
        await asyncio.gather(wire, return_exceptions=True)
        await Tortoise.close_connections()
