"""What reaches the parties of a page of a list: their numbers, addresses and companies."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.core import database

KINDS = {"customer": "customer_id", "contact": "contact_id", "company": "company_id"}

SQL = {
    "phones": "SELECT {owner} AS owner, e164, extension, label, main FROM phone_number",
    "emails": "SELECT {owner} AS owner, typed, label, main FROM email_address",
    "addresses": "SELECT t.{owner} AS owner, t.label, l.street, l.sublocality, l.city, l.region,"
    " l.postal_code, l.country FROM address t"
    " JOIN location l ON l.account_id = t.account_id AND l.id = t.location_id",
}
COMPANIES = """
SELECT t.{owner} AS owner, c.name, t.role FROM affiliation t
  JOIN company c ON c.account_id = t.account_id AND c.id = t.company_id AND c.deleted_at IS NULL
 WHERE t.account_id = current_account() AND t.{owner} = ANY ($1::bigint[])
 ORDER BY t.main DESC, t.until DESC NULLS FIRST, t.id
"""
MOST = """
SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM {table}
 WHERE account_id = current_account() AND {owner} IS NOT NULL GROUP BY {owner}) AS counted
"""
TABLES = {"phones": "phone_number", "emails": "email_address", "addresses": "address"}
COLUMNS_AT_MOST = 20
"""Numbers, e-mails or addresses of one party that a table has columns for."""


@dataclass(slots=True)
class Points:
    """What reaches one party, in its order, and the company it belongs to first of all."""

    phones: list[Mapping[str, Any]] = field(default_factory=list)
    emails: list[Mapping[str, Any]] = field(default_factory=list)
    addresses: list[Mapping[str, Any]] = field(default_factory=list)
    companies: list[Mapping[str, Any]] = field(default_factory=list)


async def of(account_id: int, kind: str, ids: Sequence[int]) -> Mapping[int, Points]:
    """The points of these parties in four statements."""
    owner, found = KINDS[kind], defaultdict[int, Points](Points)
    for name, sql in SQL.items():
        table = "t." if name == "addresses" else ""
        where = (
            f" WHERE {table}account_id = current_account() AND {table}{owner} = ANY ($1::bigint[])"
        )
        order = f" ORDER BY {table}position, {table}id"
        for row in await database.fetch(account_id, sql.format(owner=owner) + where + order, ids):
            getattr(found[row["owner"]], name).append(row)
    if kind != "company":
        for row in await database.fetch(account_id, COMPANIES.format(owner=owner), ids):
            found[row["owner"]].companies.append(row)
    return found


async def most(account_id: int, kind: str) -> dict[str, int]:
    """How many of each the party with the most of them has."""
    return {
        name: min(
            COLUMNS_AT_MOST,
            int(await database.fetchval(account_id, MOST.format(table=table, owner=KINDS[kind]))),
        )
        for name, table in TABLES.items()
    }


def number(phone: Mapping[str, Any]) -> str:
    """A number as every program reads it, its extension behind it."""
    return (
        f"{phone['e164']} ext. {phone['extension']}" if phone["extension"] else str(phone["e164"])
    )
