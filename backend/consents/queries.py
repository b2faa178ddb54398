"""Reads of consents and of what else says whether somebody may be reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from backend.consents.words import Channel, ConsentState, How, Purpose
from backend.contact_points.parties import KINDS
from backend.core import database
from backend.events.types import NodeRef

COLUMNS = """id, customer_id, contact_id, company_id, purpose, channel, third_party, state,
 wording_version, how, proof, at, recorded_at, recorded_by, recorded_via"""
BY_ID = f"SELECT id AS key, {COLUMNS} FROM consent WHERE id = ANY ($1::bigint[])"


def present(column: str) -> str:
    """SQL of the newest consent per party, purpose, channel and third party; `column` is the party's."""
    return f"""
SELECT DISTINCT ON ({column}, third_party, purpose, channel) {column} AS key, {COLUMNS}
  FROM consent WHERE account_id = current_account() AND {column} = ANY ($1::bigint[])
 ORDER BY {column}, third_party, purpose, channel, at DESC, id DESC
"""


def history(column: str) -> str:
    """SQL of the newest hundred consents per party, newest first."""
    return f"""
SELECT k.id AS key, n.* FROM unnest($1::bigint[]) AS k (id) CROSS JOIN LATERAL (
  SELECT {COLUMNS} FROM consent WHERE account_id = current_account() AND {column} = k.id
   ORDER BY at DESC, id DESC LIMIT 100) AS n
"""


FLAGS = {
    "Customer": "do_not_call, do_not_email, blocked, newsletter, promotional_sms",
    "Contact": "do_not_call, do_not_email, false AS blocked, true AS newsletter,"
    " false AS promotional_sms",
    "Company": "false AS do_not_call, false AS do_not_email, false AS blocked, true AS newsletter,"
    " false AS promotional_sms",
}
"""What a record itself says; who has no field for it has said nothing."""

SET_AT = """
SELECT at FROM event
 WHERE account_id = current_account() AND node_type = $1 AND node_id = $2 AND changes ? $3
 ORDER BY seq DESC LIMIT 1
"""
NEWEST = """
SELECT state, how, at FROM consent
 WHERE account_id = current_account() AND {column} = $1 AND channel = $2 AND third_party = ''
   AND ($3::text IS NULL OR purpose = $3) AND ($4::text IS NULL OR state = $4)
 ORDER BY at DESC, id DESC LIMIT 1
"""
OPTED_OUT = """
SELECT opted_out FROM email_address
 WHERE account_id = current_account() AND {column} = $1 AND normalised = $2
"""


@dataclass(frozen=True, slots=True)
class Said:
    """The newest word on a matter: what, how, when."""

    state: ConsentState
    how: How
    at: datetime


async def flags(account_id: int, party: NodeRef) -> Mapping[str, bool] | None:
    """What the record of a party says of reaching them; None where there is none, or a deleted one."""
    table = KINDS[party.kind].table
    sql = (
        f"SELECT {FLAGS[party.kind]} FROM {table}"
        " WHERE account_id = current_account() AND id = $1 AND deleted_at IS NULL"
    )
    return await database.fetchrow(account_id, sql, party.id)


async def set_at(account_id: int, party: NodeRef, field: str) -> datetime | None:
    """When a field of a record was last changed, as the log tells."""
    found: datetime | None = await database.fetchval(
        account_id, SET_AT, party.kind, party.id, field
    )
    return found


async def newest(
    account_id: int,
    party: NodeRef,
    channel: Channel,
    purpose: Purpose | None = None,
    state: ConsentState | None = None,
) -> Said | None:
    """The newest consent of a channel: for a purpose, in a state, or of any."""
    sql = NEWEST.format(column=KINDS[party.kind].column)
    row = await database.fetchrow(account_id, sql, party.id, channel.value, purpose, state)
    return Said(ConsentState(row["state"]), How(row["how"]), row["at"]) if row else None


async def opted_out(account_id: int, party: NodeRef, address: str) -> bool:
    """Whether a party asked for no mail at this address, given in its normal form."""
    sql = OPTED_OUT.format(column=KINDS[party.kind].column)
    return bool(await database.fetchval(account_id, sql, party.id, address))
