"""The WebSocket (graphql-transport-ws): frames checked, subscriptions shared, sleepers let go."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import orjson
from graphql import GraphQLError, parse
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
    Operation,
)

from backend.accounts.connections import Open, connections
from backend.core.metrics import SUBSCRIPTIONS
from schema.context import Context
from schema.operation import MAX_TOKENS
from schema.transport.frames import wrong_with
from schema.transport.sharing import Subscriber, shareable, sharing

FORBIDDEN = 4403
TRY_AGAIN_LATER = 1013
"""RFC 6455's registry: the client did not read fast enough; it comes back at its cursor."""

log = logging.getLogger("kith.graphql")


class TextSocket(ASGIWebSocketAdapter):
    """Sends text frames, as the protocol wants, whatever the JSON library makes."""

    ws: WebSocket

    async def send_json(self, message: Mapping[str, object]) -> None:
        """One message."""
        await self.send_text(orjson.dumps(message).decode())

    async def send_text(self, text: str) -> None:
        """One message that is JSON already."""
        try:
            await self.ws.send_text(text)
        except (WebSocketDisconnect, RuntimeError) as error:
            raise WebSocketDisconnected from error

    async def close(self, code: int, reason: str) -> None:
        """Close, once; a reason has up to 123 bytes (RFC 6455, 5.5.1)."""
        if self.ws.application_state is WebSocketState.CONNECTED:
            await self.ws.close(code=code, reason=reason.encode()[:123].decode(errors="ignore"))


class Socket(BaseGraphQLTransportWSHandler[Context, None]):
    """One client's socket."""

    websocket: TextSocket
    open: Open | None = None
    ending: asyncio.Task[None] | None = None

    async def handle_connection_init(self, message: Any) -> None:
        """Let somebody in, for as long as their sign-in stands."""
        await super().handle_connection_init(message)
        if self.connection_acknowledged and self.context.actor is not None and self.open is None:
            self.open = connections.join(self.context.actor, self.end)

    async def shutdown(self) -> None:
        """The socket has closed."""
        connections.leave(self.open)
        await super().shutdown()

    def end(self) -> None:
        """The sign-in no longer stands, or allows something else now."""
        self.ending = asyncio.create_task(
            self.websocket.close(FORBIDDEN, "Your sign-in has ended.")
        )

    async def handle_message(self, message: Any) -> None:
        """A frame, looked at before it is believed."""
        problem = wrong_with(message)
        if problem is not None:
            await self.handle_invalid_message(problem)
            return
        if message.get("payload", ...) is None:
            message = {k: v for k, v in message.items() if k != "payload"}
        await super().handle_message(message)

    @staticmethod
    def _get_pre_execution_close_reason(_error: GraphQLError) -> str | None:
        """None: a mistake in one operation is answered there; the socket's others go on."""
        return None

    async def run_operation(self, operation: Operation[Context, None]) -> None:
        """Run an operation: shared with others where it can be, else by itself."""
        with SUBSCRIPTIONS.track_inprogress():
            await self._run(operation)

    async def _run(self, operation: Operation[Context, None]) -> None:
        variables = operation.variables or {}
        try:
            document = parse(operation.query, max_tokens=MAX_TOKENS)
        except GraphQLError as error:
            await operation.send_initial_errors([error])
            return
        wanted = shareable(
            self.context, document, operation.query, variables, operation.operation_name
        )
        if wanted is not None:
            try:
                async with sharing(
                    wanted, self.context, operation.query, variables, operation.operation_name
                ) as share:
                    if share is not None and await self._forward(operation, share):
                        return
            except WebSocketDisconnected:
                return
        await super().run_operation(operation)

    async def _forward(self, operation: Operation[Context, None], share: Subscriber) -> bool:
        """Send what the stream gives; False where it ended before its first event."""
        head = f'{{"id":{orjson.dumps(operation.id).decode()},"type":"next","payload":'
        sent = False
        while (payload := await share.waiting.get()) is not None:
            if share.dropped:
                log.warning("a subscriber %d events behind was let go", share.waiting.qsize())
                await self.websocket.close(
                    TRY_AGAIN_LATER, "You read too slowly; resume at your cursor."
                )
                return True
            await self.websocket.send_text(f"{head}{payload.decode()}}}")
            sent = True
        if sent:
            # The shared execution broke; a client that comes back at its cursor misses nothing.
            await self.websocket.close(TRY_AGAIN_LATER, "The stream broke; resume at your cursor.")
        return sent
