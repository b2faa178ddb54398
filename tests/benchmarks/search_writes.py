"""What keeping the search documents costs those who write, with the triggers and without."""

import statistics
import time
from itertools import count
from typing import Any

import asyncpg

from backend.contact_points.models import EmailAddress, PhoneNumber
from backend.core.database import dsn_parts
from backend.customers.models import Customer
from tests.benchmarks.generator.filling import copy_rows
from tests.benchmarks.generator.people import People, Row

BULK = 5_000
EDITS = 60
TABLES = ("customer", "phone_number", "email_address")


async def writing_costs(owner_url: str, people: People) -> list[str]:
    """Sentences: rows a second of a bulk load, milliseconds of one edit."""
    owner = await asyncpg.connect(**dsn_parts(owner_url))
    try:
        lines = []
        for action, words in (("ENABLE", "with search"), ("DISABLE", "without")):
            for table in TABLES:
                await owner.execute(f"ALTER TABLE {table} {action} TRIGGER USER")
            seconds = await _bulk(owner, people)
            edit = await _edits(owner, people)
            lines.append(
                f"{words}: {BULK:,} customers with number and e-mail by COPY {seconds:.2f} s"
                f" ({BULK / seconds:,.0f} a second); a rename {edit:.2f} ms"
            )
        for table in TABLES:
            await owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        return lines
    finally:
        await owner.close()


_batch = count(1)


async def _bulk(owner: asyncpg.Connection, people: People) -> float:
    """Seconds for new customers, then their numbers, then their addresses; rolled back."""
    batch = next(_batch)
    first = await owner.fetchval("SELECT max(id) + 1 FROM customer") + 10 * BULK * batch
    more = People(people.account_id, BULK, first, seed=100 + batch)
    rows: list[tuple[type[Any], list[Row]]] = [
        (Customer, [{**r, "number": r["number"] + 10**9} for r in more.customer_rows()]),
        (PhoneNumber, [_numbered(row, 5 * 10**9 + n) for n, row in enumerate(more.phone_rows())]),
        (EmailAddress, [*more.email_rows()]),
    ]
    transaction = owner.transaction()
    await transaction.start()
    began = time.perf_counter()
    for model, made in rows:
        await copy_rows(owner, model, people.account_id, iter(made))
    seconds = time.perf_counter() - began
    await transaction.rollback()
    return seconds


def _numbered(row: Row, number: int) -> Row:
    return {**row, "e164": f"+4881{number}", "typed": f"+4881{number}"}


async def _edits(owner: asyncpg.Connection, people: People) -> float:
    """The median of one customer's new name, in ms."""
    times = []
    for key in people.customers[10 : 10 + EDITS]:
        began = time.perf_counter()
        await owner.execute(
            "UPDATE customer SET last_name = 'Renamed', match_names = $2 WHERE id = $1",
            key,
            f"renamed somebody{key % 7} {time.perf_counter_ns()}",
        )
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)
