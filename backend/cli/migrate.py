"""`kith migrate`: bring the database to its newest form."""

import asyncio
from pathlib import Path

import click

from backend.calls.plain_secrets import seal_plain
from backend.cli.opened import data_dir_option, settings_with
from backend.core.migrate import migrate as apply
from backend.core.postgres import DatabaseProblem, database
from backend.core.vault import use


@click.command()
@data_dir_option
def migrate(data_dir: Path | None) -> None:
    """Bring the database to its newest form, as the tables' owner.

    The server does this itself when it starts and knows the owner's address. Two at once are fine:
    the second waits.
    """
    settings = settings_with(data_dir=data_dir)
    with database(settings) as urls:
        if not urls.owner_url:
            raise DatabaseProblem(
                "Set KITH_OWNER_DATABASE_URL: the tables belong to their owner, not to kith_app."
            )
        applied = asyncio.run(apply(urls.owner_url))
        asyncio.run(seal_plain(urls.owner_url, use(settings)))
    for name in applied:
        click.echo(name)
    click.echo(f"{len(applied)} applied." if applied else "Nothing to do: this is the newest form.")
