"""Writes a block of decided rows in a dozen statements, whatever their number.

The services of the rooms write one record in ten statements; an import of 100,000 rows at a
thousand a second cannot. Forms, keys and parsing are theirs all the same (`prepared`), as are the
columns: only this module and `undoing` write other rooms' tables, and a test compares what it
leaves behind with what the services leave.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson

from backend.accounts.actor import Actor
from backend.accounts.queries import default_store
from backend.core import text
from backend.core.changes import columns_of
from backend.core.database import execute
from backend.core.forms import name_keys
from backend.customers.fields import ContactPreference, Source
from backend.importing.decisions import Decision
from backend.importing.holdings import COMPANY_FIELDS, CUSTOMER_FIELDS, TABLE, Holding

Row = dict[str, Any]


class Overtaken(Exception):
    """Somebody wrote meanwhile what this block was decided on: decide it again."""


@dataclass
class Block:
    """The rows of every table that a block of decisions will write."""

    actor: Actor
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat())
    tables: dict[str, list[Row]] = field(default_factory=dict)
    updates: dict[str, dict[int, Holding]] = field(default_factory=dict)

    def add(self, table: str, row: Row) -> Row:
        """Take in a new row; its id is given later."""
        rows = self.tables.setdefault(table, [])
        rows.append({"account_id": self.actor.account_id, **row})
        return rows[-1]

    def tracked(self) -> Row:
        """The columns that say who made a record and changed it last."""
        who = {"at": self.at, "by": self.actor.user_id, "via": self.actor.via}
        return {f"{what}_{key}": v for what in ("created", "modified") for key, v in who.items()}


NEW_IDS = """
SELECT nextval(s.name::regclass) AS id
  FROM (SELECT pg_get_serial_sequence($1, 'id') AS name OFFSET 0) AS s, generate_series(1, $2)
"""
"""The inner query is there to look the sequence up once, not for every id."""


async def new_ids(table: str, count: int) -> list[int]:
    """Ids for rows to come, so that they can point at each other before they are written."""
    return [record["id"] for record in await execute(NEW_IDS, table, count)] if count else []


async def insert(table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows of one shape. Overtaken where the database holds what only one may hold."""
    if not rows:
        return
    sql, values = columnwise(table, rows, await types_of(table))
    if (await execute(sql, *values))[0]["written"] != len(rows):
        raise Overtaken(table)


TYPES = """
SELECT attname, format_type(atttypid, atttypmod) AS type FROM pg_attribute
 WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped
"""
_types: dict[str, dict[str, str]] = {}


async def types_of(table: str) -> dict[str, str]:
    """Column → type, asked once: no table changes while a server runs."""
    if table not in _types:
        _types[table] = {r["attname"]: r["type"] for r in await execute(TYPES, table)}
    return _types[table]


AS_THEY_ARE = frozenset({"bigint", "integer", "smallint", "boolean"})
"""Types whose values go over as such; all others are written as text, and read by the database."""


def _as_text(value: Any) -> str | None:
    """A value as the database reads it; what is a mapping here is JSON there."""
    if isinstance(value, dict):
        return orjson.dumps(value).decode()
    return value if value is None else str(value)


def columnwise(
    table: str, rows: Sequence[Mapping[str, Any]], types: Mapping[str, str]
) -> tuple[str, list[Any]]:
    """An INSERT that takes a list for each column, and one value for those all rows have alike.

    Of the 40 columns of a customer some 30 are the same in a block: a third less work than rows of
    JSON, on both sides.
    """
    lists, single, values = {}, {}, []
    for name in rows[0]:
        sent = types[name] if types[name] in AS_THEY_ARE else "text"
        column = [row[name] for row in rows]
        if sent == "text":
            column = [_as_text(value) for value in column]
        alike = name != "id" and column.count(column[0]) == len(column)
        values.append(column[0] if alike else column)
        if alike:
            single[name] = f"${len(values)}::{sent}"
        else:
            lists[name] = f"${len(values)}::{sent}[]"
    columns = ", ".join(rows[0])
    chosen = ", ".join(f"{single.get(name, name)}::{types[name]}" for name in rows[0])
    source = f"unnest({', '.join(lists.values())}) AS r ({', '.join(lists)})"
    return (
        f"WITH written AS (INSERT INTO {table} ({columns}) SELECT {chosen} FROM {source}"
        " ON CONFLICT DO NOTHING RETURNING 1) SELECT count(*) AS written FROM written"
    ), values


async def update(table: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Change rows that still have the version they were read at; Overtaken otherwise."""
    if not rows:
        return
    changes = ", ".join(f"{name} = r.{name}" for name in columns)
    sql = (
        f"UPDATE {table} t SET {changes}, version = t.version + 1"
        f" FROM jsonb_populate_recordset(NULL::{table}, $1::jsonb) r"
        " WHERE t.account_id = r.account_id AND t.id = r.id AND t.version = r.version"
        " AND t.deleted_at IS NULL RETURNING t.id"
    )
    written = await execute(sql, orjson.dumps(rows).decode())
    if len(written) != len(rows):
        raise Overtaken(table)


TOUCH = """
UPDATE {} SET modified_at = $2::text::timestamptz, modified_by = $3, modified_via = $4
 WHERE account_id = current_account() AND id = ANY ($1::bigint[])
"""

NUMBERS = """
INSERT INTO number_counter (account_id, kind, given) VALUES ($1, 'customer', 10000 + $2)
ON CONFLICT (account_id, kind) DO UPDATE SET given = number_counter.given + $2
RETURNING given - $2 AS before
"""


async def make_parties(block: Block, decisions: Sequence[Decision]) -> None:
    """Insert the new companies and customers of a block; their holdings get their ids."""
    companies = {c.id: c for d in decisions for c, _ in d.companies if c.id < 0}
    made = [d.holding for d in decisions if d.holding is not None and d.holding.id < 0]
    companies |= {held.id: held for held in made if held.kind == "Company"}
    customers = {held.id: held for held in made if held.kind == "Customer"}
    await _insert_companies(block, list(companies.values()))
    await _insert_customers(block, list(customers.values()))


async def _insert_companies(block: Block, companies: Sequence[Holding]) -> None:
    for company, pk in zip(companies, await new_ids("company", len(companies)), strict=True):
        company.id = pk
        block.add("company", {"id": pk, **company_row(company), **block.tracked(), "version": 1})
    await insert("company", block.tables.get("company", ()))


def company_row(company: Holding) -> Row:
    """Every column of a company but its id and who made it."""
    empty = dict.fromkeys(("legal_name", "registration_number", "vat_number", "industry"), "")
    values = {name: company.fields.get(name) or "" for name in COMPANY_FIELDS}
    return {
        **empty,
        **values,
        **_company_keys(company),
        "external_id": company.external_id or None,
        "custom": _custom(company),
    }


def _custom(held: Holding) -> Row:
    """The account's own fields, as the column `custom` keeps them."""
    return dict(columns_of(held.fields, {}).get("custom", {}))


def _company_keys(company: Holding) -> Row:
    name = str(company.fields["name"])
    return {
        "sort_key": text.sort_key(name),
        "match_names": " ".join(sorted(text.index_words(name))),
    }


_DEFAULTS: Row = {
    "source": Source.IMPORT.value,
    "newsletter": True,
    "promotional_sms": False,
    "do_not_email": False,
    "do_not_call": False,
    "blocked": False,
}
_NULLABLE = frozenset(
    ("birthday", "sex", "citizenship", "group_id", "discount", "payment_days", "language")
) | {"time_zone"}


async def _insert_customers(block: Block, customers: Sequence[Holding]) -> None:
    if not customers:
        return
    store = await default_store(block.actor.account_id)
    ids = await new_ids("customer", len(customers))
    counted = await execute(NUMBERS, block.actor.account_id, len(customers))
    for place, (held, pk) in enumerate(zip(customers, ids, strict=True), start=1):
        held.id, held.number = pk, counted[0]["before"] + place
        fixed = {
            "contact_preference": ContactPreference.ANY.value,
            "suppress_registration_email": False,
            "store_id": store,
            "version": 1,
            "number": held.number,
            "external_id": held.external_id or None,
        }
        row = {"id": pk, **customer_row(held), **fixed, **block.tracked()}
        block.add("customer", row)
    await insert("customer", block.tables["customer"])


def customer_row(held: Holding) -> Row:
    """Every column an import may write; what the row left out has the value of a new customer."""
    values: Row = {}
    for name in CUSTOMER_FIELDS:
        value = held.fields.get(name)
        if value is None:
            value = _DEFAULTS.get(name, None if name in _NULLABLE else "")
        values[name] = value
    names = (str(values[name]) for name in ("first_name", "middle_name", "last_name"))
    return values | name_keys(*names) | {"custom": _custom(held)}


async def change_parties(block: Block, decisions: Sequence[Decision]) -> None:
    """Write changed fields of those who were there before, and who changed what reaches them."""
    for kind, row_of, fields in (
        ("Customer", customer_row, CUSTOMER_FIELDS),
        ("Company", company_row, COMPANY_FIELDS),
    ):
        changed: dict[int, Holding] = {}
        touched: set[int] = set()
        for decision in decisions:
            held = decision.holding
            if held is None or held.kind != kind or not held.stamp:
                continue
            if decision.changes:
                changed[held.id] = held
            elif decision.grows:
                touched.add(held.id)
        await _update(block, kind, list(changed.values()), row_of, fields)
        if rest := touched - set(changed):
            who = (block.at, block.actor.user_id, block.actor.via)
            await execute(TOUCH.format(TABLE[kind]), list(rest), *who)


async def _update(
    block: Block, kind: str, holdings: Sequence[Holding], row_of: Any, fields: Sequence[str]
) -> None:
    stamp = {name: v for name, v in block.tracked().items() if name.startswith("modified")}
    columns = (*fields, "sort_key", "match_names", "external_id", "custom", *stamp)
    rows = [
        {
            "account_id": block.actor.account_id,
            "id": held.id,
            "version": held.version,
            **row_of(held),
            "external_id": held.external_id or None,
            **stamp,
        }
        for held in holdings
    ]
    await update(TABLE[kind], columns, rows)


async def give_ids(block: Block) -> None:
    """Give every waiting point its id, and write them all."""
    for table in ("phone_number", "email_address", "location", "address", "affiliation"):
        rows = block.tables.get(table, [])
        for row, pk in zip(rows, await new_ids(table, len(rows)), strict=True):
            row["id"] = pk
    for location, address in zip(
        block.tables.get("location", ()), block.tables.get("address", ()), strict=True
    ):
        address["location_id"] = location["id"]
    for table in ("phone_number", "email_address", "location", "address", "affiliation"):
        await insert(table, block.tables.get(table, ()))
