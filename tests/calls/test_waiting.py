"""What keeps the list of those to call back cheap (R048): an end looks at its own number's calls alone."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from backend.calls.waiting import SETTLE
from tests.calls.past import Past

OTHERS = """
INSERT INTO call (account_id, line_id, external_id, direction, state, rank, outcome, from_typed, to_typed,
                  number_e164, override_reason, raised_at, ended_at, cause, note, version)
SELECT $1, $2, 'other-' || n, 'incoming', 'ended', 9, 'missed', '', '', '+4860150' || to_char(n, 'FM0000'), '',
       now(), now(), '', '', 1
  FROM generate_series(1, 3000) n
"""


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


FORGET = """
SELECT pg_clear_relation_stats('public', 'call'),
       (SELECT count(pg_clear_attribute_stats('public', 'call', attname, false)::text)
          FROM pg_attribute WHERE attrelid = 'call'::regclass AND attnum > 0 AND NOT attisdropped)
"""


@pytest.mark.parametrize("analysed", [False, True])
async def test_an_end_reads_no_call_of_another_number(
    past: Past, owner: asyncpg.Connection, *, analysed: bool
) -> None:
    account_id = past.world.account_id
    await owner.execute(OTHERS, account_id, past.line)
    await past.call("+48601410000", 0, "missed")
    # Not by what other tests have left of statistics: by those of this table, or by none.
    await owner.execute("ANALYZE call" if analysed else FORGET)
    now = datetime.now(UTC)
    said = await owner.fetchval(
        f"EXPLAIN (ANALYZE, FORMAT json) {SETTLE}", account_id, "+48601410000", now, 10**9
    )
    assert "call_waiting_number" in said
    read = [
        node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
        for node in _nodes(json.loads(said)[0]["Plan"])
    ]
    assert max(read) == 1
