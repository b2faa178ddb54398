"""Whom a number belongs to: nobody, one, or everybody at a switchboard."""

import re
from dataclasses import dataclass
from typing import ClassVar

from backend.calls.folding import Heard
from backend.calls.kinds import Direction
from backend.contact_points.matching import number_holders
from backend.contact_points.phones import try_phone
from backend.core.database import execute

_WITHHELD = re.compile(
    r"^(anonymous|unknown|unavailable|private|restricted|withheld|)$", re.IGNORECASE
)
_SIP = re.compile(r"^(?:\"[^\"]*\"\s*)?<?(?:sips?|tel):([^@;>]+)", re.IGNORECASE)

SPOKEN = """
SELECT c.id, c.raised_at FROM call_party q JOIN call c ON c.id = q.call_id
 WHERE q.account_id = p.account_id AND q.{column} = p.{column} AND c.answered_at IS NOT NULL AND c.state = 'ended'
   AND NOT EXISTS (SELECT FROM call_party o
                    WHERE o.account_id = q.account_id AND o.call_id = q.call_id AND o.id <> q.id)
 ORDER BY q.call_id DESC LIMIT 1
"""
"""SQL of the last talked call with the party `p` alone: of those with several, who it was is not known."""

MATCH = f"""
INSERT INTO call_party (account_id, call_id, customer_id, contact_id, company_id)
SELECT p.account_id, $1, p.customer_id, p.contact_id, p.company_id
  FROM ({number_holders("$2", "$3")}) p
  LEFT JOIN LATERAL ({SPOKEN.format(column="customer_id")}) u ON true
  LEFT JOIN LATERAL ({SPOKEN.format(column="contact_id")}) t ON true
  LEFT JOIN LATERAL ({SPOKEN.format(column="company_id")}) o ON true
 ORDER BY coalesce(u.raised_at, t.raised_at, o.raised_at) DESC NULLS LAST,
          p.customer_id, p.contact_id, p.company_id
"""
"""The likeliest first: whoever was spoken with last, then customers, contacts, companies."""


@dataclass(frozen=True, slots=True)
class OtherEnd:
    """The far end of a call: its number where it has one; withheld and internal ones have none."""

    typed: str
    e164: str | None

    COLUMNS: ClassVar[dict[str, str]] = {
        "Customer": "customer_id",
        "Contact": "contact_id",
        "Company": "company_id",
    }


def other_end(heard: Heard, region: str) -> OtherEnd:
    """Who called, or who was called, by number; `region` is the line's own (RFC 3966, RFC 3261)."""
    typed = heard.from_typed if heard.direction is Direction.INCOMING else heard.to_typed
    sip = _SIP.match(typed)
    spelled = sip.group(1) if sip else typed
    if _WITHHELD.match(spelled.strip()):
        return OtherEnd(typed, None)
    phone = try_phone(spelled, region)
    return OtherEnd(typed, phone.e164 if phone else None)


def spellings(device: str) -> list[str]:
    """How users may have typed the address of a device: a line says `sip:anna@example.org`, they `anna`."""
    bare = device.removeprefix("sip:")
    return [device, bare, bare.partition("@")[0]]


async def match_parties(account_id: int, call_id: int, end: OtherEnd) -> None:
    """Tie a new call to everybody who has the number, the likeliest first."""
    if end.e164 is not None:
        await execute(MATCH, call_id, account_id, end.e164)
