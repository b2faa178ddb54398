"""Copies generated people into a migrated database, as its owner."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import asyncpg
import orjson
from tortoise import Model
from tortoise.fields import JSONField

from backend.calls.models import Call, CallParty, Line
from backend.companies.models import Affiliation, Company
from backend.contact_points.models import Address, EmailAddress, Location, PhoneNumber
from backend.contacts.models import Contact
from backend.core.pool import dsn_parts
from backend.customers.models import Customer
from backend.projects.models import Participation, Project
from tests.benchmarks.generator import places
from tests.benchmarks.generator.people import NOW, People, Row
from tests.world import World, make_account

INDEX = "party_search_tsv"


@dataclass(frozen=True, slots=True)
class Filled:
    """One account of a generated database: its users and tokens, and who is in it."""

    world: World
    people: People


async def fill(
    owner_url: str, customers: int, *, shares: tuple[float, ...] = (0.9, 0.1), screens: bool = True
) -> list[Filled]:
    """Put accounts with these shares of the customers into an empty database; the largest first.

    `screens` adds what lists and records show besides: addresses and calls. The search documents
    are written once at the end, and their index is built over them: a tenth of the time.
    """
    owner = await asyncpg.connect(**dsn_parts(owner_url))
    try:
        index = await owner.fetchval("SELECT pg_get_indexdef($1::regclass)", INDEX)
        await owner.execute(f"DROP INDEX {INDEX}; SET maintenance_work_mem = '1GB'")
        await _triggers(owner, "DISABLE")
        accounts, first = [], 1
        for number, share in enumerate(shares):
            world = await make_account(owner, f"Account {number + 1}")
            people = People(world.account_id, max(int(customers * share), 20), first, seed=number)
            await copy_people(owner, people, screens=screens)
            accounts.append(Filled(world, people))
            first += len(people.customers) + 1
        await _triggers(owner, "ENABLE")
        await owner.execute("SELECT search_rebuild()")
        await owner.execute(index)
        await owner.execute("VACUUM ANALYZE")
    finally:
        await owner.close()
    return accounts


async def copy_people(owner: asyncpg.Connection, people: People, *, screens: bool) -> None:
    """Copy everything of one account, parents first, and move the sequences behind it."""
    tables: list[tuple[type[Model], Iterator[Row]]] = [
        (Customer, people.customer_rows()),
        (Contact, people.contact_rows()),
        (Company, people.company_rows()),
        (Project, people.project_rows()),
        (PhoneNumber, people.phone_rows()),
        (EmailAddress, people.email_rows()),
        (Affiliation, people.affiliation_rows()),
        (Participation, people.participation_rows()),
    ]
    if screens:
        line_id = await _line(owner, people.account_id)
        tables += [
            (Location, places.location_rows(people)),
            (Address, places.address_rows(people)),
            (Call, places.call_rows(people, line_id)),
            (CallParty, places.call_party_rows(people)),
        ]
    for model, rows in tables:
        await copy_rows(owner, model, people.account_id, rows)
    for kind, made in (("customer", people.customers), ("project", people.projects)):
        await owner.execute(
            "INSERT INTO number_counter (account_id, kind, given) VALUES ($1, $2, $3)",
            people.account_id,
            kind,
            10_000 + len(made),
        )


async def copy_rows(
    owner: asyncpg.Connection, model: type[Model], account_id: int, rows: Iterator[Row]
) -> None:
    """Copy rows; columns that are not given have the model's default."""
    table = model._meta.db_table
    columns = [name for name in model._meta.fields_map if name != "id"]
    complete = _completed(model, account_id)
    first = next(rows, None)
    if first is None:
        return
    if "id" in first:
        columns.insert(0, "id")

    def records() -> Iterator[tuple[Any, ...]]:
        for row in chain([first], rows):
            whole = complete(row)
            yield tuple(whole[name] for name in columns)

    await owner.copy_records_to_table(table, records=records(), columns=columns)
    await owner.execute(
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
    )


def _completed(model: type[Model], account_id: int) -> Callable[[Row], Row]:
    base: Row = {"account_id": account_id}
    for name, column in model._meta.fields_map.items():
        if name in ("id", "account_id"):
            continue
        value = column.default() if callable(column.default) else column.default
        if isinstance(column, JSONField):
            value = orjson.dumps(value).decode()
        base[name] = NOW if getattr(column, "auto_now_add", False) else value
    return lambda row: {**base, **row}


async def _line(owner: asyncpg.Connection, account_id: int) -> int:
    line = {"name": "Desk", "slug": f"desk-{account_id}", "sealed": "", "region": "PL"}
    await copy_rows(owner, Line, account_id, iter([line]))
    found: int = await owner.fetchval("SELECT id FROM call_line WHERE account_id = $1", account_id)
    return found


async def _triggers(owner: asyncpg.Connection, action: str) -> None:
    for model in (Customer, Contact, Company, Project, PhoneNumber, EmailAddress, Affiliation):
        await owner.execute(f"ALTER TABLE {model._meta.db_table} {action} TRIGGER USER")
