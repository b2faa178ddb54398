"""A telephone system made up: posts the signed events of a call to a running server, over HTTP.

Nobody is rung. What it posts is what any telephone system would, so that everything behind the
hook is tried for real.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx2 as httpx
import orjson
from standardwebhooks import Webhook

SCRIPTS = {
    "answered": ("ringing", "answered", "ended"),
    "missed": ("ringing", "ended"),
    "ringing": ("ringing",),
}


@dataclass(frozen=True, slots=True)
class Simulated:
    """A call to be made up: where it is posted, signed by what, from whom, and its course."""

    url: str
    secret: str
    caller: str
    called: str
    course: str = "answered"
    ring_seconds: float = 4
    talk_seconds: float = 8


async def simulate(call: Simulated) -> AsyncIterator[tuple[str, int, str]]:
    """Post the events at their times; gives each event's type, the status and the answer."""
    call_id = f"simulated-{secrets.token_hex(6)}"
    waits = {"answered": call.ring_seconds, "ended": call.talk_seconds}
    if call.course == "missed":
        waits["ended"] = call.ring_seconds
    async with httpx.AsyncClient(timeout=10) as client:
        for kind in SCRIPTS[call.course]:
            await asyncio.sleep(waits.get(kind, 0))
            answer = await _post(client, call, call_id, kind)
            yield f"call.{kind}", answer.status_code, str(answer.json().get("message", ""))


async def _post(
    client: httpx.AsyncClient, call: Simulated, call_id: str, kind: str
) -> httpx.Response:
    now = datetime.now(UTC)
    data = {"call_id": call_id, "direction": "incoming", "from": call.caller, "to": call.called}
    if kind == "ended":
        data["cause"] = "q850:16"
    body = orjson.dumps(
        {"type": f"call.{kind}", "timestamp": now.isoformat(), "data": data}
    ).decode()
    identifier = f"msg_{secrets.token_hex(8)}"
    headers = {
        "content-type": "application/json",
        "webhook-id": identifier,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(call.secret).sign(identifier, now, body),
    }
    return await client.post(call.url, content=body, headers=headers)
