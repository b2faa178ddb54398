"""Whose number or address this is: nobody's, one party's, or everybody's at a switchboard."""

from dataclasses import dataclass

import asyncpg

from backend.contact_points.parties import KINDS
from backend.contact_points.phones import PhoneType, Validity, can_receive_sms, try_phone
from backend.core import database
from backend.events.types import NodeRef

_HOLDERS = """
SELECT DISTINCT p.account_id, p.customer_id, p.contact_id, p.company_id
  FROM {source} p
  LEFT JOIN customer c ON c.id = p.customer_id
  LEFT JOIN contact t ON t.id = p.contact_id
  LEFT JOIN company o ON o.id = p.company_id
 WHERE p.account_id = {account} AND p.{column} = {value}
   AND coalesce(c.deleted_at, t.deleted_at, o.deleted_at) IS NULL
"""


def number_holders(account: str, number: str) -> str:
    """SQL of the parties, none of them deleted, that have a number; the two are SQL too, such as `$1`."""
    return _HOLDERS.format(source="phone_number", column="e164", account=account, value=number)


PHONE_HOLDERS = number_holders("$1", "$2")
EMAIL_HOLDERS = _HOLDERS.format(
    source="email_address", column="normalised", account="$1", value="$2"
)
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
    rows = await database.fetch(account_id, PHONE_HOLDERS, account_id, e164)
    return [_party(row) for row in rows]


async def parties_with_email(account_id: int, normalised: str) -> list[NodeRef]:
    """Everybody who has this e-mail address, in no particular order."""
    rows = await database.fetch(account_id, EMAIL_HOLDERS, account_id, normalised)
    return [_party(row) for row in rows]


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
