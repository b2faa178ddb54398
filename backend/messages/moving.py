"""Moving a message on: by the outbox, and by what a gateway tells later (receipts)."""

from datetime import UTC, datetime
from typing import Any

from backend.accounts.actor import Actor
from backend.core.database import writing
from backend.events.service import record
from backend.events.types import EventType, Fact
from backend.messages.kinds import State, is_news
from backend.messages.models import Message
from backend.messages.service import ref

LONGEST_REASON = 500


async def move(
    actor: Actor,
    message_id: int,
    state: State,
    reason: str = "",
    *,
    gateway_id: int | None = None,
    external_id: str | None = None,
) -> bool:
    """Move a message on inside the running unit of work; False where that is no news."""
    message = await Message.filter(id=message_id).select_for_update().get()
    before = State(message.state)
    if state is not State.STORED and not is_news(before, state):
        return False
    values: dict[str, Any] = {"state": state.value, "state_reason": reason[:LONGEST_REASON]}
    if gateway_id is not None:
        values["gateway_id"] = gateway_id
    if external_id is not None:
        values["external_id"] = external_id
    if state is State.SUBMITTED:
        values["submitted_at"] = datetime.now(UTC)
    if state is State.DELIVERED:
        values["delivered_at"] = datetime.now(UTC)
    await _write(actor, message, values)
    return True


async def explain(actor: Actor, message_id: int, reason: str) -> None:
    """Write down why a message is still waiting, inside the running unit of work."""
    message = await Message.filter(id=message_id).select_for_update().get()
    if message.state_reason != reason[:LONGEST_REASON]:
        await _write(actor, message, {"state_reason": reason[:LONGEST_REASON]})


async def receipt(
    account_id: int, *, gateway_id: int, external_id: str, state: State, reason: str = ""
) -> bool:
    """What a gateway tells of a message it took earlier; False where we know no such message.

    Doubled and belated receipts change nothing.
    """
    actor = Actor(account_id, None, via="gateway")
    async with writing(account_id):
        message = await Message.filter(gateway_id=gateway_id, external_id=external_id).first()
        if message is None:
            return False
        await move(actor, message.id, state, reason)
    return True


async def _write(actor: Actor, message: Message, values: dict[str, Any]) -> None:
    told = ("state", "state_reason")
    changes = {
        name: (getattr(message, name), values[name])
        for name in told
        if name in values and getattr(message, name) != values[name]
    }
    message.update_from_dict({**values, "version": message.version + 1})
    await message.save(update_fields=[*values, "version"])
    await record(actor, [Fact(EventType.MESSAGE_UPDATED, ref(message.id), changes)])
