"""Taking a group of customers away: an empty one, or one whose members move to another (R041)."""

from datetime import UTC, datetime

from backend.accounts import groups
from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core import database
from backend.core.database import writing
from backend.core.errors import InvalidInput, Refused
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

MEMBERS = "SELECT count(*) AS n FROM customer WHERE account_id = $1 AND group_id = $2"
MOVE = """
UPDATE customer SET group_id = $3, version = version + 1, modified_at = $4, modified_by = $5, modified_via = $6
 WHERE account_id = $1 AND group_id = $2 RETURNING id, version
"""


async def group_delete(actor: Actor, *, group_id: int, move_to: int | None = None) -> None:
    """Delete a group. Members, deleted customers among them, need `move_to`: another group."""
    actor.demand(Permission.ACCOUNT_MANAGE)
    if move_to == group_id:
        raise InvalidInput("Members move to another group, not to the same.", ("moveTo",))
    async with writing(actor.account_id):
        group = await groups.locked(group_id)
        facts = [] if move_to is None else await _move(actor, group_id, move_to)
        count = (await database.execute(MEMBERS, actor.account_id, group_id))[0]["n"]
        if count:
            raise Refused(
                f"{count:,} customer{'s are' if count != 1 else ' is'} in this group. Say which group they move to."
            )
        gone = Fact(EventType.GROUP_DELETED, groups.ref(group_id), {"name": (group.name, None)})
        await group.delete()
        await record(actor, [*facts, gone])


async def _move(actor: Actor, group_id: int, move_to: int) -> list[Fact]:
    await groups.locked(move_to)
    rows = await database.execute(
        MOVE, actor.account_id, group_id, move_to, datetime.now(UTC), actor.user_id, actor.via
    )
    changes = {"group_id": (group_id, move_to)}
    return [
        Fact(
            EventType.CUSTOMER_UPDATED,
            NodeRef("Customer", row["id"]),
            {**changes, "_version": (row["version"] - 1, row["version"])},
        )
        for row in rows
    ]
