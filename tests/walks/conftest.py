"""Two accounts, the second full of things with one word in common that the first must never read."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import asyncpg
import httpx2 as httpx
import pytest
from starlette.applications import Starlette

from schema.relay import global_id
from tests import making
from tests.client import Client
from tests.live import serving
from tests.world import World, make_account

WORD = "Zzyzx"
"""Nobody's name but theirs."""

TABLES = {
    "Account": "account",
    "Address": "address",
    "Affiliation": "affiliation",
    "ApiToken": "api_token",
    "Call": "call",
    "Company": "company",
    "Consent": "consent",
    "Contact": "contact",
    "CustomField": "custom_field",
    "Customer": "customer",
    "EmailAddress": "email_address",
    "Gateway": "gateway",
    "Group": "customer_group",
    "ImportRow": "import_row",
    "ImportRun": "import_run",
    "Line": "call_line",
    "Location": "location",
    "Message": "message",
    "Participation": "participation",
    "PhoneDevice": "phone_device",
    "PhoneNumber": "phone_number",
    "Project": "project",
    "Session": "session",
    "Store": "store",
    "User": "app_user",
    "Webhook": "webhook_endpoint",
    "WebhookDelivery": "webhook_delivery",
}
"""Where each kind of node is kept."""


@dataclass(slots=True)
class Others:
    """The other account: its administrator, and the global ids of everything in it."""

    world: World
    admin: Client
    ids: dict[str, str] = field(default_factory=dict)


@pytest.fixture
async def host(app: Starlette) -> AsyncIterator[str]:
    """host:port of a running server."""
    async with serving(app) as address:
        yield address


@pytest.fixture
async def others(owner: asyncpg.Connection, http: httpx.AsyncClient, world: World) -> Others:
    """An account with one of everything, beside the one of `world`."""
    there = await make_account(owner, f"{WORD} & Sons")
    admin = Client(http, there.tokens["crm_admin"])
    await _fill(admin)
    await _fill_by_hand(owner, there)
    others = Others(there, admin)
    for kind, table in TABLES.items():
        column = "id" if kind == "Account" else "account_id"
        pk = await owner.fetchval(
            f"SELECT min(id) FROM {table} WHERE {column} = $1", there.account_id
        )
        assert pk is not None, f"the other account has no {kind}"
        others.ids[kind] = global_id(kind, pk)
    return others


async def _fill(admin: Client) -> None:
    """What can be made as a user makes it."""
    await admin.ask('mutation { storeCreate(input: {name: "Zzyzx store"}) { __typename } }')
    await admin.ask('mutation { groupCreate(input: {name: "Zzyzx group"}) { __typename } }')
    await admin.ask(
        'mutation { customFieldCreate(input: {kind: CUSTOMER, type: TEXT, label: "Zzyzx field"})'
        " { __typename } }"
    )
    company = await making.company(admin, name=f"{WORD} Works")
    person = await making.customer(
        admin, firstName=WORD, lastName=WORD, mobilePhone="601 412 233", email="z@zzyzx.example"
    )
    await making.contact(admin, firstName=WORD, lastName=WORD)
    project = await making.project(admin, name=f"{WORD} rollout", company=company)
    for document, more in (
        ('affiliationAdd(input: {company: $other, role: "Zzyzx"}, person: $id)', company),
        ('projectContactAdd(project: $other, input: {person: $id, role: "Zzyzx"})', project),
    ):
        await admin.post(
            f"mutation ($id: ID!, $other: ID!) {{ {document} {{ __typename }} }}",
            {"id": person, "other": more},
        )
    await admin.post(
        'mutation ($id: ID!) { addressAdd(party: $id, input: {label: "Zzyzx", country: "PL",'
        ' street: "Zzyzx 1", city: "Zzyzx", postalCode: "81-001"}) { __typename } }',
        {"id": person},
    )


async def _fill_by_hand(owner: asyncpg.Connection, there: World) -> None:
    """What only machines or other programs make, and whatever the mutations above did not take."""
    account, user = there.account_id, there.users["crm_admin"]
    customer = await owner.fetchval("SELECT id FROM customer WHERE account_id = $1", account)
    for table, values in _rows(account, user, customer).items():
        if await owner.fetchval(
            f"SELECT EXISTS (SELECT FROM {table} WHERE account_id = $1)", account
        ):
            continue
        await _insert(owner, table, {"account_id": account, **values})


def _rows(account: int, user: int, customer: int) -> dict[str, dict[str, object]]:
    return {
        "location": {"country": "PL", "city": WORD},
        "address": {"customer_id": customer, "location_id": "(SELECT max(id) FROM location)"},
        "affiliation": {"customer_id": customer, "company_id": "(SELECT max(id) FROM company)"},
        "participation": {"customer_id": customer, "project_id": "(SELECT max(id) FROM project)"},
        "call_line": {"name": WORD, "slug": "zzyzx", "sealed": WORD},
        "call": {
            "line_id": "(SELECT max(id) FROM call_line)",
            "direction": "incoming",
            "state": "ended",
            "note": WORD,
        },
        "phone_device": {"user_id": user, "kind": "tel_link", "label": WORD},
        "call_command": {"call_id": "(SELECT max(id) FROM call)", "kind": "originate"},
        "gateway": {
            "channel": "email",
            "kind": "smtp",
            "name": WORD,
            "slug": "zzyzx",
            "health": "unknown",
            "settings": "{}",
        },
        "message": {
            "channel": "email",
            "direction": "outgoing",
            "state": "stored",
            "purpose": "personal",
            "customer_id": customer,
            "body": WORD,
        },
        "outbox": {"message_id": "(SELECT max(id) FROM message)", "state": "queued"},
        "consent": {
            "customer_id": customer,
            "purpose": "service",
            "channel": "email",
            "state": "given",
            "how": "phone",
        },
        "webhook_endpoint": {"name": WORD, "sealed": WORD, "active": False},
        "webhook_delivery": {
            "endpoint_id": "(SELECT max(id) FROM webhook_endpoint)",
            "state": "queued",
        },
        "session": {
            "user_id": user,
            "token_hash": b"z",
            "client": WORD,
            "expires_at": "(SELECT now() + interval '1 day')",
        },
        "import_run": {
            "user_id": user,
            "state": "done",
            "mapping": '{"files": []}',
            "counts": "{}",
        },
        "import_row": {
            "run_id": "(SELECT max(id) FROM import_run)",
            "name": WORD,
            "verdict": "create",
            "source": "{}",
        },
    }


async def _insert(owner: asyncpg.Connection, table: str, values: dict[str, object]) -> None:
    """A row; columns that must hold something and were not given hold something plain."""
    columns = await owner.fetch(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = $1"
        " AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'",
        table,
    )
    plain = {
        "bigint": "1", "integer": "1", "smallint": "1", "boolean": "false", "bytea": "''::bytea",
        "jsonb": "'[]'::jsonb", "timestamp with time zone": "now()", "date": "now()",
    }  # fmt: skip
    filled: dict[str, str] = {
        c["column_name"]: plain.get(c["data_type"], f"'{WORD}'") for c in columns
    }
    for name, value in values.items():
        if isinstance(value, bytes):
            filled[name] = f"'{value.decode()}'::bytea"
        elif isinstance(value, str) and not value.startswith("(SELECT"):
            filled[name] = f"'{value}'"
        else:
            filled[name] = str(value)
    await owner.execute(
        f"INSERT INTO {table} ({', '.join(filled)}) VALUES ({', '.join(filled.values())})"
    )
