"""`kith worker`: sends what is queued, in a process of its own."""

import asyncio
import contextlib
import signal
from pathlib import Path

import click

from backend.cli.opened import data_dir_option, settings_with, work
from backend.core.logs import configure
from backend.core.postgres import DatabaseUrls


@click.command()
@data_dir_option
def worker(data_dir: Path | None) -> None:
    """Send queued e-mails and SMS until told to stop (Ctrl-C), beside servers or without one."""
    from backend.messages import house

    settings = settings_with(data_dir=data_dir)
    configure(settings)
    house.use(settings)
    work(settings, _work)


async def _work(urls: DatabaseUrls) -> None:
    from backend.events.hub import hub
    from backend.events.wire import Wire
    from backend.messages import smpp_desk
    from backend.messages.worker import Worker
    from backend.telephony.leading import lead

    running = asyncio.create_task(Worker(urls.app_url).run())
    centres = asyncio.create_task(lead(urls.app_url, smpp_desk.Desk().run, name=smpp_desk.LOCK))
    # Open pages learn at once what became of a message.
    telling = asyncio.create_task(Wire(urls.app_url, hub).run())
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(sign, running.cancel)
    click.echo("Sending what is queued (Ctrl-C stops it).")
    with contextlib.suppress(asyncio.CancelledError):
        await running
    for task in (telling, centres):
        task.cancel()
    await asyncio.gather(telling, centres, return_exceptions=True)
