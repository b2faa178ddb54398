"""Lines and devices are kept: what a kind asks for is checked, and a secret is never shown again (R083)."""

from typing import Any

import asyncpg
import pytest

from backend.core.vault import vault
from schema.relay import global_id
from tests.calls import calling
from tests.client import Client
from tests.world import World

SAVE = """
  { __typename
    ... on LineSaved { secret line { id kind countries callerIds settings { name value } } }
    ... on InvalidInput { fields { path message } } ... on Problem { message } }
"""
CREATE = f"mutation ($input: LineCreateInput!) {{ lineCreate(input: $input) {SAVE} }}"
UPDATE = (
    f"mutation ($id: ID!, $input: LineUpdateInput!) {{ lineUpdate(id: $id, input: $input) {SAVE} }}"
)
SIP = {"name": "Trunk", "region": "PL", "kind": "SIP"}
SERVER = {"name": "server", "value": "sip.kith.example"}


async def create(client: Client, **input: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await client.ask(CREATE, input={**SIP, **input}))["lineCreate"]
    return answer


async def secrets(owner: asyncpg.Connection) -> dict[str, str]:
    row = await owner.fetchrow("SELECT account_id, sealed FROM call_line")
    assert row is not None
    return vault().open(row["account_id"], row["sealed"])


async def test_a_line_is_made_with_the_settings_of_its_kind(
    admin: Client, sip_lines: None, owner: asyncpg.Connection
) -> None:
    password = {"name": "password", "value": "geheim"}
    made = await create(
        admin, settings=[SERVER, password], countries=["de", "PL"], callerIds=["58 555 01 40"]
    )
    assert made["secret"] is None
    line = made["line"]
    assert line["settings"] == [SERVER]
    assert (line["countries"], line["callerIds"]) == (["DE", "PL"], ["+48585550140"])
    assert (await secrets(owner))["password"] == "geheim"
    assert "geheim" not in await owner.fetchval("SELECT sealed || settings::text FROM call_line")
    assert "geheim" not in await owner.fetchval("SELECT string_agg(changes::text, '') FROM event")


async def test_a_secret_left_out_stays_and_null_takes_it_away(
    admin: Client, sip_lines: None, owner: asyncpg.Connection
) -> None:
    password = {"name": "password", "value": "geheim"}
    line = (await create(admin, settings=[SERVER, password]))["line"]["id"]
    other = {"name": "server", "value": "other.kith.example"}
    await admin.ask(UPDATE, id=line, input={"settings": [other]})
    assert (await secrets(owner))["password"] == "geheim"
    forget = {"name": "password", "value": None}
    saved = (await admin.ask(UPDATE, id=line, input={"settings": [forget]}))["lineUpdate"]
    assert saved["line"]["settings"] == [other]
    assert "password" not in await secrets(owner)


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ([], "server"),
        ([{"name": "server", "value": "not a host"}], "server"),
        ([SERVER, {"name": "colour", "value": "red"}], "colour"),
        ([SERVER, {"name": "password", "value": "a\u202eb"}], "password"),
    ],
)
async def test_what_does_not_fit_is_named(
    admin: Client, sip_lines: None, settings: list[dict[str, str]], name: str
) -> None:
    answer = await create(admin, settings=settings)
    assert answer["__typename"] == "InvalidInput"
    assert [field["path"] for field in answer["fields"]] == [["settings", name]]


async def test_all_that_does_not_fit_is_named_at_once(admin: Client, sip_lines: None) -> None:
    answer = await create(admin, name="", callerIds=["twelve"], settings=[])
    named = [field["path"] for field in answer["fields"]]
    assert named == [["name"], ["callerIds"], ["settings", "server"]]


async def test_settings_are_for_whoever_manages_lines(
    admin: Client, sales: Client, sip_lines: None
) -> None:
    await create(admin, settings=[SERVER])
    assert (await sales.ask("{ phoneLines { name } }"))["phoneLines"] == [{"name": "Trunk"}]
    [error] = await sales.errors("{ phoneLines { settings { value } } }")
    assert error["extensions"]["code"] == "NOT_ALLOWED"


async def test_the_first_device_is_active_and_one_is_at_a_time(sales: Client, trunk: int) -> None:
    first = (await calling.device(sales))["device"]
    second = (await calling.sip_phone(sales, trunk))["device"]
    assert (first["active"], second["active"]) == (True, False)
    choose = (
        "mutation ($id: ID!) { phoneDeviceUpdate(id: $id, input: {active: true}) { __typename } }"
    )
    await sales.ask(choose, id=second["id"])
    viewer = (await sales.ask("{ viewer { activePhoneDevice { id } phoneDevices { active } } }"))[
        "viewer"
    ]
    assert viewer["activePhoneDevice"] == {"id": second["id"]}
    assert sorted(device["active"] for device in viewer["phoneDevices"]) == [False, True]


async def test_a_device_shows_only_numbers_of_its_line(sales: Client, trunk: int) -> None:
    line = global_id("Line", trunk)
    fields = {"kind": "SIP_PHONE", "label": "Desk", "line": line, "address": "101"}
    good = await calling.device(sales, **fields, callerId="58 555 01 40")
    assert good["device"]["callerId"] == "+48585550140"
    bad = await calling.device(sales, **fields, callerId="601 412 233")
    assert (bad["__typename"], bad["path"]) == ("InvalidInput", ["callerId"])


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("SIP_PHONE", "101\r\nAction: Command"),
        ("SIP_PHONE", "two words"),
        ("NUMBER", "not a number"),
        ("ASTERISK_ENDPOINT", "PJSIP/101"),
    ],
)
async def test_an_address_that_is_none_of_its_kind_is_refused(
    sales: Client, trunk: int, kind: str, address: str
) -> None:
    answer = await calling.device(sales, kind=kind, line=global_id("Line", trunk), address=address)
    assert answer["__typename"] == "InvalidInput"


async def test_nobody_touches_another_users_device(
    sales: Client, admin: Client, world: World
) -> None:
    mine = (await calling.device(sales))["device"]["id"]
    for document in (
        'phoneDeviceUpdate(id: $id, input: {label: "Mine"})',
        "phoneDeviceRemove(id: $id)",
    ):
        answer = await admin.ask(
            f"mutation ($id: ID!) {{ it: {document} {{ __typename }} }}", id=mine
        )
        assert answer["it"]["__typename"] == "NotFound"


async def test_a_device_stays_while_a_call_runs_over_it(sales: Client, trunk: int) -> None:
    desk = (await calling.sip_phone(sales, trunk))["device"]["id"]
    call = (await calling.start(sales, phone=await calling.phone(sales)))["call"]["id"]
    remove = "mutation ($id: ID!) { phoneDeviceRemove(id: $id) { __typename } }"
    assert (await sales.ask(remove, id=desk))["phoneDeviceRemove"]["__typename"] == "Refused"
    await sales.ask(calling.HANG_UP, id=call)
    assert (await sales.ask(remove, id=desk))["phoneDeviceRemove"]["__typename"] == "DeviceRemoved"
    query = "query ($id: ID!) { node(id: $id) { ... on Call { outcome } } }"
    assert (await sales.ask(query, id=call))["node"] == {"outcome": "CANCELED"}
