"""Which calls wait to be called back: the rule, and what keeps asking it cheap."""

from backend.calls.kinds import Outcome
from backend.calls.models import Call
from backend.core.database import execute

CALLS_FOR_IT = "(c.outcome = 'missed' OR c.disposition = 'call_back')"
"""Nobody took it, or whoever spoke says that it is to be."""

LATER = """n.account_id = c.account_id AND n.number_e164 = c.number_e164
      AND (n.raised_at, n.id) > (c.raised_at, c.id)
      AND (n.answered_at IS NOT NULL OR n.outcome IN ('missed', 'answered_elsewhere')
           OR n.disposition = 'call_back')"""

WAITING = f"""
 AND {CALLS_FOR_IT} AND c.called_back_at IS NULL AND NOT c.settled AND c.number_e164 IS NOT NULL
 AND (SELECT n.id FROM call n WHERE {LATER} LIMIT 1) IS NULL"""
"""The last such call of a number with which nobody has spoken since, and nobody says it was called back.

An attempt that found it busy, or was not answered, changes nothing. NOT EXISTS would be planned as a join
with all calls of the account, as PostgreSQL takes few to be settled.
"""

SETTLE = f"""
UPDATE call SET settled = true WHERE id IN (
  SELECT c.id FROM call c WHERE c.account_id = $1 AND c.number_e164 = $2 AND {CALLS_FOR_IT}
     AND c.called_back_at IS NULL AND NOT c.settled AND (c.raised_at, c.id) < ($3, $4)
     FOR UPDATE SKIP LOCKED)
"""
"""Takes what waits no more out of the index of what does; one skipped or told late is found by the rule alone."""

SETTLING = frozenset({Outcome.MISSED.value, Outcome.ANSWERED_ELSEWHERE.value})


async def settle_earlier(call: Call) -> None:
    """After a talked or missed call, what waited before it need not be looked at again."""
    talked = call.answered_at is not None
    if call.number_e164 and (talked or call.outcome in SETTLING):
        await execute(SETTLE, call.account_id, call.number_e164, call.raised_at, call.id)
