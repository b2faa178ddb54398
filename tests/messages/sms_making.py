"""SMS gateways and numbers for tests, made as the owner; callbacks as a gateway makes them."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import asyncpg
import httpx2 as httpx
from twilio.request_validator import RequestValidator

from backend.core.vault import vault
from backend.messages import callbacks
from backend.messages.house import house
from tests.world import World

TOKEN = "t0ken"
NUMBER = "+48601555018"
"""Whom SMS of the tests go to and come from."""


@dataclass(frozen=True)
class Gateway:
    """A gateway of an account, and its callbacks."""

    account_id: int
    id: int
    slug: str
    http: httpx.AsyncClient

    @property
    def path(self) -> str:
        """Where its callbacks go."""
        return f"/hooks/sms/{self.slug}"

    async def report(self, message: int, type: object, **fields: str) -> httpx.Response:
        """A delivery report as Kannel makes it."""
        tag = callbacks.tag(self.account_id, self.slug, message)
        values = {"message": str(message), "tag": tag, "type": str(type), **fields}
        return await self.http.get(self.path, params=values)

    async def arrives(self, sender: str, text: str, **fields: str) -> httpx.Response:
        """An incoming SMS as Kannel makes it."""
        secret = callbacks.secret(self.account_id, self.slug)
        query = f"secret={secret}&from={quote(sender)}&to=48600100200&text={quote(text)}"
        more = "".join(f"&{name}={quote(value)}" for name, value in fields.items())
        return await self.http.get(f"{self.path}?{query}{more}")

    async def signed(self, query: str, **form: str) -> httpx.Response:
        """A callback as the hosted provider makes it, rightly signed."""
        target = f"{self.path}{query}"
        signature = RequestValidator(TOKEN).compute_signature(house().origin + target, form)
        headers = {"x-twilio-signature": signature}
        return await self.http.post(target, data=form, headers=headers)


async def gateway(
    owner: asyncpg.Connection,
    http: httpx.AsyncClient,
    world: World,
    kind: str = "kannel",
    **settings: Any,
) -> Gateway:
    """An active SMS gateway in Poland."""
    slug = f"{kind}-{world.account_id}"
    plain = {
        "kannel": {"url": "http://127.0.0.1:9/", "username": "kith", "sender": "Alder"},
        "twilio": {"url": "http://127.0.0.1:9", "account_sid": "AC1", "sender": "+48600100200"},
        "smpp": {"host": "127.0.0.1", "system_id": "kith", "sender": "+48600100200"},
    }[kind]
    sealed = vault().seal(world.account_id, {"password": "s3cret", "auth_token": TOKEN})
    made = await owner.fetchval(
        "INSERT INTO gateway (account_id, channel, kind, name, slug, settings, sealed, region, active,"
        " health, health_note, version) VALUES ($1, 'sms', $2, $3, $4, $5::jsonb, $6, 'PL', true,"
        " 'unknown', '', 1) RETURNING id",
        world.account_id,
        kind,
        f"The {kind}",
        slug,
        json.dumps({**plain, **settings}),
        sealed,
    )
    return Gateway(world.account_id, made, slug, http)
