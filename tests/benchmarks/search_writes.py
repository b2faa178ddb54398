"""What keeping the search documents costs those who write, with the triggers and without."""

import statistics
import time
from itertools import count
from typing import Any

import asyncpg

from backend.contact_points.models import EmailAddress, PhoneNumber
from backend.core.pool import dsn_parts
from backend.customers.models import Customer
from tests.benchmarks.clock import Clock
from tests.benchmarks.generator.filling import copy_rows
from tests.benchmarks.generator.people import People, Row

BULK = 5_000
EDITS = 60
WAYS = (
    ("ENABLE", "with documents"),
    ("DISABLE", "without"),
)
TABLES = ("customer", "phone_number", "email_address")


async def writing_costs(owner_url: str, people: People) -> list[str]:
    """Sentences: what a bulk load and one edit cost with the documents and without."""
    owner = await asyncpg.connect(**dsn_parts(owner_url))
    clock = Clock(await owner.fetchval("SELECT pg_backend_pid()"))
    lines = []
    try:
        for action, words in WAYS:
            for table in TABLES:
                await owner.execute(f"ALTER TABLE {table} {action} TRIGGER USER")
            bulk = await _bulk(owner, people, clock)
            edit = await _edits(owner, people, clock)
            lines.append(
                f"{words}: {BULK:,} customers with number and e-mail by COPY {bulk / 1000:.2f} s of work"
                f" ({BULK / bulk * 1000:,.0f} a second); a rename {edit:.2f} ms"
            )
    finally:
        for table in TABLES:
            await owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        await owner.close()
    return lines


_batch = count(1)


async def _bulk(owner: asyncpg.Connection, people: People, clock: Clock) -> float:
    """Milliseconds of work for new customers, then their numbers and addresses; rolled back."""
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
    began = clock.now()[1]
    for model, made in rows:
        await copy_rows(owner, model, people.account_id, iter(made))
    spent = clock.now()[1] - began
    await transaction.rollback()
    return spent


def _numbered(row: Row, number: int) -> Row:
    return {**row, "e164": f"+4881{number}", "typed": f"+4881{number}"}


async def _edits(owner: asyncpg.Connection, people: People, clock: Clock) -> float:
    """The median of the work for one customer's new name, in ms."""
    times = []
    for key in people.customers[10 : 10 + EDITS]:
        began = clock.now()[1]
        await owner.execute(
            "UPDATE customer SET last_name = 'Renamed', match_names = $2 WHERE id = $1",
            key,
            f"renamed somebody{key % 7} {time.perf_counter_ns()}",
        )
        times.append(clock.now()[1] - began)
    return statistics.median(times)
