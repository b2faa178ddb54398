"""A second worker: the same application in a process of its own, on a free port."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator

import httpx2 as httpx

from tests.live import free_port


@contextlib.asynccontextmanager
async def worker(database_url: str) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    """host:port of the worker and its process; it is ended with the block."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "uvicorn", "--factory", "backend.cli.worker:app",
        "--port", str(port), "--log-level", "warning", "--ws", "websockets-sansio",
        "--ws-per-message-deflate", "false",
        env={**os.environ, "KITH_DATABASE_URL": database_url},
    )  # fmt: skip
    try:
        await _ready(port)
        yield f"127.0.0.1:{port}", process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _ready(port: int) -> None:
    async with httpx.AsyncClient() as client, asyncio.timeout(60):
        while True:
            with contextlib.suppress(httpx.TransportError):
                if (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200:
                    return
            await asyncio.sleep(0.1)
