"""An e-mail address on record, and whose it is: for whoever is about to write there."""

from dataclasses import dataclass

from backend.contact_points.emails import parse_email
from backend.contact_points.parties import KINDS
from backend.core import database
from backend.events.types import NodeRef

EMAIL = """
SELECT e.* FROM email_address e
  LEFT JOIN customer c ON c.account_id = e.account_id AND c.id = e.customer_id
  LEFT JOIN contact k ON k.account_id = e.account_id AND k.id = e.contact_id
  LEFT JOIN company f ON f.account_id = e.account_id AND f.id = e.company_id
 WHERE e.account_id = $1 AND e.id = $2 AND coalesce(c.deleted_at, k.deleted_at, f.deleted_at) IS NULL
"""


@dataclass(frozen=True, slots=True)
class OwnedEmail:
    """An address, its normal form, and the party that has it."""

    address: str
    normalised: str
    party: NodeRef


async def email_of(account_id: int, email_id: int) -> OwnedEmail | None:
    """An address by its id; None where there is none, or its owner is deleted."""
    row = await database.fetchrow(account_id, EMAIL, account_id, email_id)
    if row is None:
        return None
    kind = next(kind for kind, party in KINDS.items() if row[party.column] is not None)
    read = parse_email(row["typed"])
    return OwnedEmail(read.address, row["normalised"], NodeRef(kind, row[KINDS[kind].column]))
