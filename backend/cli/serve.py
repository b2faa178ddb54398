"""`kith serve`: the web app, the API and, unless there is another, the database."""

import asyncio
import gc
import importlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import click
import uvicorn

from backend.accounts.opening import Beginning, first_admin_secrets, open_first
from backend.cli.opened import connected, data_dir_option, migrated, settings_with
from backend.cli.phones import demo_phones
from backend.core.embedded import only_server
from backend.core.logs import configure
from backend.core.postgres import DatabaseUrls
from backend.core.settings import Settings, variable

host_option = click.option("--host", help="Address to listen on [KITH_HOST, 127.0.0.1].")
port_option = click.option(
    "--port", type=click.IntRange(1, 65535), help="Port to listen on [KITH_PORT, 8000]."
)


@click.command()
@host_option
@port_option
@data_dir_option
@click.option("--workers", type=click.IntRange(1, 64), help="Processes [KITH_WORKERS, 1].")
def serve(host: str | None, port: int | None, data_dir: Path | None, workers: int | None) -> None:
    """Start the server; stop it with Ctrl-C.

    Starts the embedded PostgreSQL unless KITH_DATABASE_URL names another, brings it to its newest
    form, and prints a link for the first administrator when there is none yet.
    """
    settings = settings_with(host=host, port=port, data_dir=data_dir, workers=workers)
    with ready(settings) as urls:
        for secret in asyncio.run(connected(urls.app_url, _welcome)):
            click.echo(
                f"Nobody administers this yet. Begin here: {settings.origin}/welcome#{secret}"
            )
        with demo_phones(settings, urls) as there:
            listen(there, urls)


async def _welcome() -> list[str]:
    await open_first(Beginning())
    return await first_admin_secrets()


@contextmanager
def ready(settings: Settings) -> Iterator[DatabaseUrls]:
    """Give a migrated database to one server; refuse a taken port or folder before starting it."""
    _check_port(settings)
    if settings.database_url:
        with migrated(settings) as urls:
            yield urls
    else:
        # Who answers requests reads the whole program; of several, each does so in its own process.
        meanwhile = _read_program if settings.workers == 1 else None
        with (
            only_server(settings.data_dir, settings.origin),
            migrated(settings, meanwhile) as urls,
        ):
            yield urls


def listen(settings: Settings, urls: DatabaseUrls) -> None:
    """Answer requests until told to stop; workers read the settings from the environment."""
    configure(settings)
    for setting in fields(Settings):
        os.environ[variable(setting)] = str(getattr(settings, setting.name))
    os.environ["KITH_DATABASE_URL"] = urls.app_url
    del os.environ["KITH_OWNER_DATABASE_URL"]  # whoever answers requests needs no owner's rights
    click.echo(f"Kith answers on {settings.origin} (Ctrl-C stops it).")
    uvicorn.run(
        "backend.cli.worker:app",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        loop="uvloop" if os.name == "posix" else "asyncio",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=settings.max_message_bytes,
        ws_per_message_deflate=False,  # a megabyte of memory per socket for messages of 200 bytes
        timeout_graceful_shutdown=settings.graceful_seconds,
        forwarded_allow_ips=settings.proxies,
        log_config=None,
        access_log=False,
        server_header=False,
    )


def _read_program() -> None:
    """Import what answers requests; it takes a second or two, as long as PostgreSQL needs to start.

    Its objects are all kept, so the collector need not look at them.
    """
    gc.disable()
    importlib.import_module("backend.cli.worker")
    importlib.import_module("schema.endpoint")
    gc.freeze()
    gc.enable()


def _check_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as problem:
            raise click.ClickException(
                f"Cannot listen on {settings.host}:{settings.port}: {problem.strerror}. "
                "Choose another with --port or KITH_PORT."
            ) from None
