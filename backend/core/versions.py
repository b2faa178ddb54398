"""Writing a record that others may be writing too: what does not collide merges, what does comes back.

A writer says which version they saw. Fields changed since, by the log, collide only where both
changed the same field to different values (R098).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from backend.core import database
from backend.core.changes import plain, value_of
from backend.core.errors import FieldConflict, InvalidInput, VersionConflict

SINCE = """
SELECT DISTINCT ON (c.key) c.key AS field, e.actor_id, e.at
  FROM event e, jsonb_each(e.changes) c
 WHERE e.account_id = $1 AND e.node_type = $2 AND e.node_id = $3
   AND (e.part_type, e.part_id) IS NOT DISTINCT FROM ($6::text, $7::bigint)
   AND (e.changes -> '_version' ->> 1)::int > $4 AND c.key = ANY ($5::text[])
 ORDER BY c.key, e.seq DESC
"""


async def refuse_conflicts(
    account_id: int,
    kind: str,
    record: Any,
    seen: int | None,
    wanted: Mapping[str, Any],
    *,
    owner: tuple[str, int] | None = None,
) -> None:
    """Raise VersionConflict where others changed, since version `seen`, what is now to be changed.

    `owner` is the node that the log names where the record is only a part of one.
    """
    if seen is None or seen == record.version:
        return
    if seen > record.version:
        raise InvalidInput("This version does not exist yet. Read the record again.", ("version",))
    differing = [name for name, value in wanted.items() if value_of(record, name) != value]
    node, part = (owner, (kind, record.id)) if owner else ((kind, record.id), (None, None))
    rows = await database.execute(SINCE, account_id, *node, seen, differing, *part)
    if rows:
        conflicts = [
            FieldConflict(
                field=row["field"],
                yours=_text(wanted[row["field"]]),
                theirs=_text(value_of(record, row["field"])),
                by=row["actor_id"],
                at=row["at"],
            )
            for row in rows
        ]
        raise VersionConflict(
            "Somebody else changed this while you were typing. Yours is kept until you choose.",
            conflicts,
            (kind, record.id),
        )


def _text(value: Any) -> str | None:
    value = plain(value)
    return value if value is None or isinstance(value, str) else orjson.dumps(value).decode()


def stamp(actor_id: int | None, via: str) -> dict[str, Any]:
    """The columns that say who wrote a record last."""
    return {"modified_at": datetime.now(UTC), "modified_by": actor_id, "modified_via": via}
