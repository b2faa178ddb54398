"""What tests of calling share: documents, a line for tests, somebody to call, a telephone to call with."""

from typing import Any

import asyncpg

from backend.core.vault import vault
from schema.relay import global_id
from tests import making
from tests.client import Client
from tests.world import World

START = """
mutation ($input: CallStartInput!) {
  callStart(input: $input) {
    __typename
    ... on CallStarted { href call { id state outcome number parties { displayName } overrideReason } }
    ... on Problem { code message }
    ... on DoNotContact { reason mayOverride }
    ... on NumberBarred { toll }
    ... on CallRunning { callId }
  }
}
"""
HANG_UP = """
mutation ($id: ID!) {
  callHangUp(id: $id) { __typename ... on CallSaved { call { state outcome hungUpBy } } ... on Problem { message } }
}
"""
CALL = """
query ($id: ID!) { node(id: $id) { ... on Call {
  state outcome cause hungUpBy failure viewerCanHangUp user { name } talkSeconds } } }
"""
DEVICE = """
mutation ($input: DeviceCreateInput!) {
  phoneDeviceCreate(input: $input) {
    __typename
    ... on DeviceSaved { device { id active address callerId line { name } } }
    ... on Problem { message path }
  }
}
"""


async def line(owner: asyncpg.Connection, world: World, name: str = "Trunk", **columns: Any) -> int:
    """A SIP line of the account, active; returns its key."""
    values = {
        "kind": "sip", "region": "PL", "countries": "[]", "caller_ids": '["+48585550140"]',
        "settings": '{"server": "sip.example"}', "active": True, "password": "geheim", **columns,
    }  # fmt: skip
    return await owner.fetchval(
        "INSERT INTO call_line (account_id, name, kind, slug, settings, sealed, region, countries, caller_ids,"
        " active, simulator, health, health_note, version)"
        " VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8::jsonb, $9::jsonb, $10, false, 'unknown', '', 1) RETURNING id",
        world.account_id,
        name,
        values["kind"],
        f"slug-{world.account_id}-{name}",
        values["settings"],
        vault().seal(world.account_id, {"hook": "whsec_", "password": values["password"]}),
        values["region"],
        values["countries"],
        values["caller_ids"],
        values["active"],
    )


async def device(client: Client, **fields: Any) -> dict[str, Any]:
    """One's own device; a tel: link unless said otherwise."""
    given = {"kind": "TEL_LINK", "label": "This computer", **fields}
    answer: dict[str, Any] = (await client.ask(DEVICE, input=given))["phoneDeviceCreate"]
    return answer


async def sip_phone(client: Client, line_id: int, address: str = "101") -> dict[str, Any]:
    """A SIP phone on a line."""
    return await device(
        client, kind="SIP_PHONE", label="Desk", line=global_id("Line", line_id), address=address
    )


async def phone(client: Client, number: str = "601 412 233", **fields: Any) -> str:
    """The id of the number of a new customer."""
    made = await making.customer(client, mobilePhone=number, **fields)
    query = "query ($id: ID!) { customer(id: $id) { phones { id } } }"
    found: str = (await client.ask(query, id=made))["customer"]["phones"][0]["id"]
    return found


async def start(client: Client, **input: Any) -> dict[str, Any]:
    """Press Call."""
    answer: dict[str, Any] = (await client.ask(START, input=input))["callStart"]
    return answer


async def state(client: Client, call_id: str) -> dict[str, Any]:
    """The call as it stands."""
    found: dict[str, Any] = (await client.ask(CALL, id=call_id))["node"]
    return found
