"""From the log to deliveries: each endpoint has a cursor, so no event is left out or told twice."""

from collections.abc import Sequence

from backend.core.database import execute, writing
from backend.events import queries as events
from backend.events.types import EventRow
from backend.webhooks.models import WebhookEndpoint
from backend.webhooks.payload import webhook_id

BATCH = 500

PLAN = """
INSERT INTO webhook_delivery (account_id, endpoint_id, seq, type, webhook_id, state, attempts, next_try_at,
                              answer, error, created_at)
SELECT $1, $2, p.seq, p.type, p.webhook_id, 'queued', 0, now(), '', '', now()
  FROM unnest($3::bigint[], $4::text[], $5::text[]) AS p (seq, type, webhook_id)
ON CONFLICT (account_id, endpoint_id, seq) DO NOTHING
"""
MOVE = "UPDATE webhook_endpoint SET cursor = $2 WHERE id = $1"
FORGET = """
DELETE FROM webhook_delivery
 WHERE endpoint_id = $1 AND state = 'delivered' AND delivered_at < now() - interval '30 days'
"""


async def plan(account_id: int, endpoint_id: int) -> int:
    """Write the deliveries of the next events behind the cursor, and move it; how many events were read.

    One transaction; another worker at the same endpoint passes on.
    """
    async with writing(account_id):
        endpoint = (
            await WebhookEndpoint.filter(id=endpoint_id, active=True, paused_at=None)
            .select_for_update(skip_locked=True)
            .first()
        )
        if endpoint is None:
            return 0
        behind = await events.after(account_id, endpoint.cursor, BATCH)
        wanted = [event for event in behind if wants(endpoint.types, event.type)]
        if wanted:
            await _write(account_id, endpoint_id, wanted)
        if behind:
            await execute(MOVE, endpoint_id, behind[-1].seq)
            await execute(FORGET, endpoint_id)
    return len(behind)


def wants(types: Sequence[str], event_type: str) -> bool:
    """Whether an endpoint with these types is told of an event."""
    return not types or event_type in types or f"{event_type.partition('.')[0]}.*" in types


async def _write(account_id: int, endpoint_id: int, wanted: Sequence[EventRow]) -> None:
    await execute(
        PLAN,
        account_id,
        endpoint_id,
        [event.seq for event in wanted],
        [event.type for event in wanted],
        [webhook_id(account_id, event.seq) for event in wanted],
    )
