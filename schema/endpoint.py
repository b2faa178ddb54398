"""The GraphQL endpoint: HTTP (GraphQL over HTTP), WebSocket (graphql-transport-ws) and SSE."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from typing import Any

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL

from backend.accounts.actor import Actor
from backend.accounts.authentication import authenticate
from backend.accounts.cookies import cookie_name
from schema.batches import Loaders
from schema.context import Context
from schema.root import schema
from schema.transport.ended import while_signed_in
from schema.transport.http import OverHTTP
from schema.transport.socket import Socket, TextSocket


def secret_of(connection: HTTPConnection) -> str | None:
    """The bearer token, else the session cookie; never both, so that neither lends the other rights."""
    header = connection.headers.get("authorization", "")
    if header[:7].lower() == "bearer ":
        return header[7:].strip()
    return connection.cookies.get(cookie_name(connection))


async def actor_of(connection: HTTPConnection) -> Actor | None:
    """Who is asking, None for a stranger."""
    secret = secret_of(connection)
    return await authenticate(secret) if secret else None


class Endpoint(OverHTTP):
    """The view of the specifications, with our context."""

    websocket_adapter_class = TextSocket  # type: ignore[assignment]
    graphql_transport_ws_handler_class = Socket

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Context:
        """The surroundings of a request; a WebSocket's operations each copy them."""
        actor = await actor_of(request)
        request.state.stranger, request.state.actor = actor is None, actor
        return Context(
            actor=actor,
            loaders=Loaders(actor.account_id if actor else None),
            request=request,
            response=response if isinstance(response, Response) else None,
        )

    async def create_streaming_response(
        self,
        request: Request | WebSocket,
        stream: Callable[[], AsyncIterator[str]],
        sub_response: Response,
        headers: Mapping[str, str],
    ) -> Response:
        """Events over HTTP, for as long as the sign-in stands."""
        actor = request.state.actor
        guarded = while_signed_in(actor, stream) if actor is not None else stream
        return await super().create_streaming_response(request, guarded, sub_response, headers)

    async def on_ws_connect(self, context: Context) -> Any:
        """A socket is for those signed in: by the cookie of the handshake, or a token in its payload."""
        params = context.connection_params
        header = (
            params.get("authorization") or params.get("Authorization")
            if isinstance(params, dict)
            else None
        )
        if isinstance(header, str) and header[:7].lower() == "bearer ":
            context.actor = await authenticate(header[7:].strip())
        if context.actor is None:
            raise ConnectionRejectionError({"message": "Sign in first."})
        return await super().on_ws_connect(context)


endpoint = Endpoint(
    schema,
    graphql_ide=None,
    allow_queries_via_get=True,
    subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL],
    connection_init_wait_timeout=timedelta(seconds=10),
    max_subscriptions_per_connection=50,
)
