"""`kith demo`: the server with an account full of invented people."""

import asyncio
import os
import secrets
import sys
import webbrowser
from dataclasses import replace
from pathlib import Path

import click

from backend.accounts.opening import acting_as, password_of
from backend.cli.opened import connected, data_dir_option, settings_with
from backend.cli.phones import demo_phones
from backend.cli.serve import host_option, listen, port_option, ready
from backend.core.postgres import DatabaseProblem, DatabaseUrls
from backend.core.settings import Settings
from backend.demo.furnish import ADMIN, furnish
from backend.demo.texts import USERS
from backend.demo.world import MOST
from backend.telephony.demo.line import demo_device

SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


@click.command()
@click.option("--customers", type=click.IntRange(1, MOST), default=2000, show_default=True)
@host_option
@port_option
@data_dir_option
@click.option("--workers", type=click.IntRange(1, 64), help="Processes [KITH_WORKERS, 1].")
def demo(
    customers: int, host: str | None, port: int | None, data_dir: Path | None, workers: int | None
) -> None:
    """Start the server with an account of invented people.

    The first start fills it; later starts leave it as it is. The administrator is
    admin@demo.example; the password is printed, KITH_DEMO_PASSWORD chooses another.
    """
    settings = settings_with(host=host, port=port, data_dir=data_dir, workers=workers)
    with ready(settings) as urls:
        if not urls.owner_url:
            raise DatabaseProblem("Set KITH_OWNER_DATABASE_URL: only the owner can fill tables.")
        password = _password(settings)
        asyncio.run(connected(urls.app_url, lambda: _fill(urls, customers, password)))
        click.echo(f"Sign in as {ADMIN} with the password {password}")
        _open_browser(settings)
        with demo_phones(replace(settings, demo_line=True), urls, _offer) as there:
            listen(there, urls)


async def _fill(urls: DatabaseUrls, customers: int, password: str) -> None:
    admin = await furnish(urls.owner_url, customers)
    await password_of(admin, password)


async def _offer(account_id: int, line_id: int) -> None:
    """Let each of the demonstration's users choose the desk phone, if theirs is this account."""
    for _, email, _ in USERS:
        user = await acting_as(email)
        if user.account_id == account_id:
            await demo_device(user, line_id)


def _password(settings: Settings) -> str:
    """Return the operator's choice, or the one made up at the first start and kept beside the data."""
    if settings.demo_password:
        return settings.demo_password
    kept = settings.data_dir / "demo-password"
    if not kept.exists():
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        words = ("".join(secrets.choice(SYLLABLES) for _ in range(3)) for _ in range(4))
        kept.touch(mode=0o600)
        kept.write_text("-".join(words))
    return kept.read_text().strip()


def _open_browser(settings: Settings) -> None:
    """Open the page where somebody sits before the screen; elsewhere the address is enough."""
    screen = sys.platform == "darwin" or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    if sys.stdout.isatty() and screen:
        webbrowser.open(settings.origin)
