"""`kith token create`: a key for a program."""

from pathlib import Path

import click

from backend.accounts.opening import acting_as
from backend.accounts.permissions import Permission
from backend.accounts.tokens import LONGEST_DAYS, api_token_create
from backend.cli.opened import data_dir_option, settings_with, work
from backend.core.postgres import DatabaseUrls


@click.group()
def token() -> None:
    """Look after the keys of programs."""


@token.command()
@click.option("--user", "email", required=True, help="E-mail of the user it acts for.")
@click.option("--scope", "scopes", multiple=True, type=click.Choice([p.value for p in Permission]),
              help="What it may do; may be given several times. Without one: all its user may.")  # fmt: skip
@click.option("--days", type=click.IntRange(1, LONGEST_DAYS), default=90, show_default=True)
@click.option("--name", default="command line", show_default=True, help="What it is for.")
@click.option("--account", help="Name of the account, where the user is in several.")
@data_dir_option
def create(
    email: str,
    scopes: tuple[str, ...],
    days: int,
    name: str,
    account: str | None,
    data_dir: Path | None,
) -> None:
    """Make a key that acts for a user; print it alone. It is shown this once."""

    async def body(_urls: DatabaseUrls) -> str:
        actor = await acting_as(email, account)
        wanted = [Permission(scope) for scope in scopes] or sorted(actor.permissions)
        return (await api_token_create(actor, name=name, scopes=wanted, days=days)).secret

    click.echo(work(settings_with(data_dir=data_dir), body))
