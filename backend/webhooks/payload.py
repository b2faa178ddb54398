"""What a partner is told: that something happened, to what, which fields; not what they hold.

The body is thin on purpose: it holds no name, number or address, so that a webhook that goes astray
tells nothing about anybody. A partner reads the record through the graph, with their own rights.
"""

import orjson

from backend.core.ids import global_id
from backend.events.types import EventRow


def webhook_id(account_id: int, seq: int) -> str:
    """The name of an event for whoever receives it, the same at every try and replay."""
    return f"evt_{account_id}_{seq}"


def body_of(event: EventRow) -> bytes:
    """The JSON body of one event."""
    data = {
        "seq": event.seq,
        "node": {"type": event.node.kind, "id": global_id(event.node.kind, event.node.id)},
        "part": {"type": event.part.kind, "id": global_id(event.part.kind, event.part.id)}
        if event.part
        else None,
        "fields": sorted(name for name in event.changes if not name.startswith("_")),
        "actor": global_id("User", event.actor_id) if event.actor_id is not None else None,
        "via": event.via,
    }
    return orjson.dumps({"type": event.type, "timestamp": event.at.isoformat(), "data": data})


def trial_body() -> bytes:
    """The body of a trial, which speaks of nothing."""
    return orjson.dumps({"type": "webhook.trial", "timestamp": None, "data": {}})
