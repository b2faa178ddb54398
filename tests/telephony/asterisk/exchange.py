"""An Asterisk for tests, on real sockets: it signs in, takes orders, and plays events it is given."""

import asyncio
import base64
import contextlib
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.live import serving

USER, PASSWORD = "kith", "geheim"
Headers = dict[str, str]


class AmiExchange:
    """Speaks AMI. `orders` are the actions it was given, `alive` the channels it says there are."""

    def __init__(self) -> None:
        self.port = 0
        self.orders: list[Headers] = []
        self.alive: list[Headers] = []
        self.originate: list[Headers] = [
            {"Response": "Success", "Message": "Originate successfully queued"}
        ]
        self.silent = False
        self._writers: set[asyncio.StreamWriter] = set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["AmiExchange"]:
        """Listen until the block ends."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            self.hang_up_on_everybody()
            server.close()

    def hang_up_on_everybody(self) -> None:
        """Lose every connection."""
        for writer in list(self._writers):
            writer.transport.abort()

    def play(self, events: Iterable[Headers]) -> None:
        """Send events to whoever is signed in."""
        for event in events:
            self.raw(_message(event))

    def raw(self, data: bytes) -> None:
        """Send anything."""
        for writer in self._writers:
            writer.write(data)

    async def given(self, action: str) -> Headers:
        """The next order of this kind, once it has come."""
        async with asyncio.timeout(10):
            while not (found := [o for o in self.orders if o["Action"] == action]):
                await asyncio.sleep(0.01)
        return found[-1]

    async def signed_in(self) -> None:
        """Wait until somebody is."""
        await self.given("CoreShowChannels")

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"Asterisk Call Manager/9.0.0\r\n")
        self._writers.add(writer)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                order = _read(await reader.readuntil(b"\r\n\r\n"))
                self.orders.append(order)
                for answer in [] if self.silent else self._answer(order):
                    writer.write(_message({**answer, "ActionID": order["ActionID"]}))
        self._writers.discard(writer)

    def _answer(self, order: Headers) -> list[Headers]:
        match order["Action"]:
            case "Login":
                right = (order["Username"], order["Secret"]) == (USER, PASSWORD)
                said = "Authentication accepted" if right else "Authentication failed"
                return [{"Response": "Success" if right else "Error", "Message": said}]
            case "CoreShowChannels":
                begin = {
                    "Response": "Success",
                    "EventList": "start",
                    "Message": "Channels will follow",
                }
                channels = [{"Event": "CoreShowChannel", **one} for one in self.alive]
                return [
                    begin,
                    *channels,
                    {"Event": "CoreShowChannelsComplete", "EventList": "Complete"},
                ]
            case "Originate":
                return self.originate
            case _:
                return [{"Response": "Success", "Message": "Done"}]


class AriExchange:
    """Speaks ARI: HTTP for orders, a WebSocket for events."""

    def __init__(self) -> None:
        self.port = 0
        self.orders: list[tuple[str, str, dict[str, str]]] = []
        self.alive: list[dict[str, Any]] = []
        self.status = 200
        self._sockets: set[WebSocket] = set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["AriExchange"]:
        """Listen until the block ends."""
        routes = [
            Route("/ari/channels", self._channels),
            Route("/ari/channels/{id}", self._order, methods=["POST", "DELETE"]),
            WebSocketRoute("/ari/events", self._events),
        ]
        async with serving(Starlette(routes=routes)) as address:
            self.port = int(address.rpartition(":")[2])
            yield self

    async def play(self, events: Iterable[dict[str, Any]]) -> None:
        """Send events to whoever listens."""
        for event in events:
            await self.raw(json.dumps(event))

    async def raw(self, text: str) -> None:
        """Send anything."""
        for socket in list(self._sockets):
            await socket.send_text(text)

    async def hang_up_on_everybody(self) -> None:
        """Lose every connection."""
        for socket in list(self._sockets):
            await socket.close(1011)

    async def listened_to(self) -> None:
        """Wait until somebody is."""
        async with asyncio.timeout(10):
            while not (self._sockets and self.orders):
                await asyncio.sleep(0.01)

    async def given(self, method: str) -> tuple[str, str, dict[str, str]]:
        """The last order by this method, once it has come."""
        async with asyncio.timeout(10):
            while not (found := [order for order in self.orders if order[0] == method]):
                await asyncio.sleep(0.01)
        return found[-1]

    async def _events(self, socket: WebSocket) -> None:
        if not _proved(socket.headers):
            await socket.close()
            return
        await socket.accept()
        self._sockets.add(socket)
        with contextlib.suppress(WebSocketDisconnect):
            await socket.receive()
        self._sockets.discard(socket)

    async def _channels(self, request: Request) -> Response:
        self.orders.append(("GET", request.url.path, {}))
        return JSONResponse(self.alive, 200 if _proved(request.headers) else 401)

    async def _order(self, request: Request) -> Response:
        self.orders.append((request.method, request.url.path, dict(request.query_params)))
        return JSONResponse({"message": "as you were told"}, self.status)


def _proved(headers: Any) -> bool:
    wanted = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    return bool(headers.get("authorization") == wanted)


def _message(headers: Headers) -> bytes:
    return "".join(f"{k}: {v}\r\n" for k, v in headers.items()).encode() + b"\r\n"


def _read(data: bytes) -> Headers:
    lines = [line for line in data.decode().split("\r\n") if line]
    return dict(line.split(": ", 1) for line in lines if ": " in line)
