"""Whose number this is: nobody's, one party's, or everybody's at a switchboard."""

from dataclasses import dataclass

import asyncpg

from backend.contact_points.parties import KINDS
from backend.contact_points.phones import PhoneType, Validity, can_receive_sms, try_phone
from backend.core import database
from backend.events.types import NodeRef

HOLDERS = """
SELECT DISTINCT p.account_id, p.customer_id, p.contact_id, p.company_id
  FROM phone_number p
  LEFT JOIN customer c ON c.id = p.customer_id
  LEFT JOIN contact t ON t.id = p.contact_id
  LEFT JOIN company o ON o.id = p.company_id
 WHERE p.account_id = {account} AND p.e164 = {number}
   AND coalesce(c.deleted_at, t.deleted_at, o.deleted_at) IS NULL
"""
"""SQL of the parties, none of them deleted, that have a number; the two values are put in by place."""
NUMBER = "SELECT * FROM phone_number WHERE account_id = $1 AND id = $2"


@dataclass(frozen=True, slots=True)
class Number:
    """A number on record and whose it is."""

    e164: str
    can_receive_sms: bool
    party: NodeRef


async def number_of(account_id: int, phone_id: int) -> Number | None:
    """A number by its id."""
    row = await database.fetchrow(account_id, NUMBER, account_id, phone_id)
    if row is None:
        return None
    texts = can_receive_sms(PhoneType(row["type"]), row["extension"])
    return Number(row["e164"], texts, _party(row))


async def parties_of(account_id: int, e164: str) -> list[NodeRef]:
    """Everybody who has this number, in no particular order."""
    sql = HOLDERS.format(account="$1", number="$2")
    return [_party(row) for row in await database.fetch(account_id, sql, account_id, e164)]


def e164_of(spelled: str, region: str) -> str | None:
    """The number in a far system's spelling, None for short codes, names and withheld ones.

    SMS centres give the international form with or without its plus: digits that make a whole
    number with a plus are read so, unless the plan of `region` knows them as they stand.
    """
    digits = spelled.strip()
    national = try_phone(digits, region)
    if national is not None and national.validity is Validity.VALID:
        return national.e164
    if digits.isdecimal() and not digits.startswith("0"):
        international = try_phone(f"+{digits}")
        if international is not None and international.validity is Validity.VALID:
            return international.e164
    return national.e164 if national is not None else None


def _party(row: asyncpg.Record) -> NodeRef:
    kind = next(kind for kind, party in KINDS.items() if row[party.column] is not None)
    return NodeRef(kind, row[KINDS[kind].column])
