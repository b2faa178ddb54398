"""`kith export`: a list as CSV or vCards, the same as the web app downloads."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import IO, Any

import click

from backend.accounts.opening import acting_as
from backend.accounts.permissions import Permission
from backend.cli.opened import data_dir_option, settings_with, work
from backend.core.errors import InvalidInput
from backend.core.postgres import DatabaseUrls
from backend.exporting.lists import LISTS, List
from backend.exporting.own import narrowed
from backend.exporting.routes import VERSIONS
from backend.exporting.writing import as_csv, as_vcards


@click.command()
@click.argument("what", type=click.Choice(list(LISTS)))
@click.option("--user", "email", required=True, help="E-mail of the user who exports.")
@click.option(
    "--format", "kind", type=click.Choice(["csv", "vcf"]), default="csv", show_default=True
)
@click.option("--version", type=click.Choice(VERSIONS), default=VERSIONS[0], show_default=True,
              help="Version of the vCards.")  # fmt: skip
@click.option("--where", "conditions", multiple=True, metavar="NAME=VALUE",
              help="Only some: country=PL, doNotCall=true, custom.tier=Gold; several all hold.")  # fmt: skip
@click.option("--output", "target", type=click.File("w", encoding="utf-8", atomic=True), default="-",
              help="File to write [standard output].")  # fmt: skip
@click.option("--account", help="Name of the account, where the user is in several.")
@data_dir_option
def export(
    what: str,
    email: str,
    kind: str,
    version: str,
    conditions: tuple[str, ...],
    target: IO[str],
    account: str | None,
    data_dir: Path | None,
) -> None:
    """Write a list as a file that other programs read."""
    chosen = LISTS[what]
    if kind == "vcf" and not chosen.party:
        raise click.UsageError(f"{what} are nobody to write a card for; use --format csv.")
    given = dict(condition.partition("=")[::2] for condition in conditions)

    async def body(_urls: DatabaseUrls) -> None:
        actor = await acting_as(email, account)
        actor.demand(Permission.EXPORT_RUN)
        actor.demand(chosen.read)
        which = await _narrowed(actor.account_id, chosen, given)
        async for text in _texts(actor.account_id, chosen, which, kind, version):
            target.write(text)

    work(settings_with(data_dir=data_dir), body)


async def _narrowed(account_id: int, chosen: List, given: Mapping[str, str]) -> Any:
    try:
        return await narrowed(account_id, chosen, given)
    except InvalidInput as problem:
        raise click.UsageError(problem.message) from problem


def _texts(
    account_id: int, chosen: List, which: Any, kind: str, version: str
) -> AsyncIterator[str]:
    if kind == "vcf":
        return as_vcards(account_id, chosen, which, version)
    return as_csv(account_id, chosen, which)
