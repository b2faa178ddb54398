"""A server on a real socket, and a client that speaks graphql-transport-ws by hand."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect

PROTOCOL = "graphql-transport-ws"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.asynccontextmanager
async def serving(app: Starlette) -> AsyncIterator[str]:
    """The application, started already, on a free port of this machine; gives host:port."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_level="warning",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=262_144,
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        server.force_exit = True
        await task


class Socket:
    """One client's socket, past its greeting."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def send(self, frame: Any) -> None:
        """A frame, or text that is none."""
        await self.connection.send(frame if isinstance(frame, str | bytes) else json.dumps(frame))

    async def receive(self, seconds: float = 10) -> dict[str, Any]:
        """The next frame; text frames only, as the protocol wants."""
        text = await asyncio.wait_for(self.connection.recv(), seconds)
        assert isinstance(text, str)
        frame: dict[str, Any] = json.loads(text)
        return frame

    async def subscribe(self, query: str, id: str = "1", **variables: Any) -> None:
        """Begin an operation."""
        await self.send(
            {"id": id, "type": "subscribe", "payload": {"query": query, "variables": variables}}
        )

    async def next(self, seconds: float = 10) -> Any:
        """The data of the next event."""
        frame = await self.receive(seconds)
        assert frame["type"] == "next", frame
        return frame["payload"]["data"]

    async def closing(self) -> tuple[int, str]:
        """The code and reason the server closes with."""
        with contextlib.suppress(Exception):
            while True:
                await asyncio.wait_for(self.connection.recv(), 10)
        await asyncio.wait_for(self.connection.wait_closed(), 10)
        return self.connection.close_code or 0, self.connection.close_reason or ""


@contextlib.asynccontextmanager
async def raw_socket(host: str, protocol: str = PROTOCOL) -> AsyncIterator[Socket]:
    """A socket before its greeting."""
    async with connect(
        f"ws://{host}/graphql",
        subprotocols=[protocol],
        compression=None,
        open_timeout=10,
        ping_interval=None,
    ) as connection:
        yield Socket(connection)


@contextlib.asynccontextmanager
async def signed_in_socket(host: str, token: str) -> AsyncIterator[Socket]:
    """A socket whose greeting carried a token."""
    async with raw_socket(host) as client:
        await client.send(
            {"type": "connection_init", "payload": {"authorization": f"Bearer {token}"}}
        )
        assert (await client.receive())["type"] == "connection_ack"
        yield client
