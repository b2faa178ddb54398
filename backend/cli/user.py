"""`kith user add`: somebody more who may sign in."""

from pathlib import Path

import asyncpg
import click

from backend.accounts.opening import operator
from backend.accounts.permissions import Role
from backend.accounts.users import user_create
from backend.cli.opened import data_dir_option, settings_with, work
from backend.core.embedded import origin_of
from backend.core.errors import NotFound, Refused
from backend.core.pool import dsn_parts
from backend.core.postgres import DatabaseProblem, DatabaseUrls


@click.group()
def user() -> None:
    """Look after those who may sign in."""


@user.command()
@click.argument("email")
@click.option("--name", help="Their name; else what stands before the @.")
@click.option("--role", "roles", multiple=True, type=click.Choice([r.value for r in Role]),
              help="What they may do; may be given several times. Without one: their own record.")  # fmt: skip
@click.option("--account", help="Name of the account, where there are several.")
@data_dir_option
def add(
    email: str, name: str | None, roles: tuple[str, ...], account: str | None, data_dir: Path | None
) -> None:
    """Add a user; print the link by which they choose their password."""
    settings = settings_with(data_dir=data_dir)
    fields = {"email": email, "name": name or email.partition("@")[0], "roles": list(roles)}

    async def body(urls: DatabaseUrls) -> str:
        actor = await operator(await _account(urls, account))
        return (await user_create(actor, fields=fields))[1]

    secret = work(settings, body)
    click.echo(f"{origin_of(settings.data_dir) or settings.origin}/welcome#{secret}")


async def _account(urls: DatabaseUrls, name: str | None) -> int:
    """Return the account of a name, or the only one. As the owner: the app sees one at a time."""
    if not urls.owner_url:
        raise DatabaseProblem("Set KITH_OWNER_DATABASE_URL: only the owner sees all accounts.")
    connection = await asyncpg.connect(**dsn_parts(urls.owner_url))
    try:
        rows = await connection.fetch("SELECT id, name FROM account ORDER BY name")
    finally:
        await connection.close()
    if not rows:
        raise NotFound("There is no account yet. Start `kith serve` once.")
    found = [row["id"] for row in rows if name in (None, row["name"])]
    if len(found) != 1:
        names = ", ".join(row["name"] for row in rows)
        raise Refused(f"Say which account with --account: {names}.")
    return int(found[0])
