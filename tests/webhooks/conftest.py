"""A partner's endpoint on a real socket: it checks every signature and answers as it is told to."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from standardwebhooks import Webhook
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.client import Client
from tests.live import serving

CREATE = """
mutation ($input: WebhookCreateInput!) { webhookCreate(input: $input) {
  __typename ... on WebhookSaved { secret webhook { id name types cursor } }
  ... on InvalidInput { fields { path message } } ... on Problem { message } } }
"""


@dataclass
class Partner:
    """What an endpoint was told, in order, and what it says to it."""

    url: str
    secrets: list[str] = field(default_factory=list)
    told: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    forged: int = 0
    answer: Callable[[dict[str, Any]], int] = lambda _event: 204
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def take_in(self, request: Request) -> Response:
        """Check the signature with every secret that is known, then answer."""
        body = await request.body()
        if not self._proved(body, dict(request.headers)):
            self.forged += 1
        event = json.loads(body)
        status = self.answer(event)
        if status < 300:
            self.told.append((request.headers["webhook-id"], event))
        self.came.set()
        await self.may_answer.wait()
        return Response("" if status == 204 else "not now", status)

    def _proved(self, body: bytes, headers: dict[str, str]) -> bool:
        for secret in self.secrets:
            try:
                Webhook(secret).verify(body, headers)
            except Exception:  # noqa: BLE001 - whatever the library says, it is no proof
                continue
            return True
        return False

    async def until(self, count: int, seconds: float = 60) -> list[tuple[str, dict[str, Any]]]:
        """Everything it was told, once there are so many."""
        async with asyncio.timeout(seconds):
            while len(self.told) < count:
                self.came.clear()
                await self.came.wait()
        return self.told


@pytest.fixture
async def partner() -> AsyncIterator[Partner]:
    """An endpoint that takes everything."""
    found = Partner("")
    found.may_answer.set()
    app = Starlette(routes=[Route("/in", found.take_in, methods=["POST"])])
    async with serving(app) as address:
        found.url = f"http://{address}/in"
        yield found


@pytest.fixture
def told(admin: Client, partner: Partner) -> Callable[..., Any]:
    """Add a webhook to the partner; gives the webhook."""

    async def add(**fields: Any) -> dict[str, Any]:
        given = {"name": "Bakery shop", "url": partner.url, "allowPrivate": True, **fields}
        made = (await admin.ask(CREATE, input=given))["webhookCreate"]
        assert made["__typename"] == "WebhookSaved", made
        partner.secrets.append(made["secret"])
        found: dict[str, Any] = made["webhook"]
        return found

    return add
