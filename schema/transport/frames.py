"""The frames of graphql-transport-ws, looked at before anything trusts them.

A client that sends what the protocol does not know is told so by close code 4400 and a reason;
it never makes the server stumble. Source: graphql-ws, PROTOCOL.md.
"""

from collections.abc import Mapping
from typing import Any

MAX_ID = 128


def wrong_with(frame: Any) -> str | None:
    """What is wrong with a frame, None where nothing is."""
    if not isinstance(frame, Mapping):
        return "A message is an object."
    kind = frame.get("type")
    if kind in ("connection_init", "ping", "pong"):
        return _optional_object(frame, "payload")
    if kind in ("subscribe", "complete"):
        identifier = frame.get("id")
        if not isinstance(identifier, str) or not 0 < len(identifier) <= MAX_ID:
            return f"id is a text of 1 to {MAX_ID} characters."
        return _wrong_payload(frame.get("payload")) if kind == "subscribe" else None
    return "This message type is not known."


def _wrong_payload(payload: Any) -> str | None:
    if not isinstance(payload, Mapping):
        return "payload is an object."
    if not isinstance(payload.get("query"), str):
        return "payload.query is a text."
    name = payload.get("operationName")
    if name is not None and not isinstance(name, str):
        return "payload.operationName is a text."
    return _optional_object(payload, "variables") or _optional_object(payload, "extensions")


def _optional_object(holder: Mapping[str, Any], name: str) -> str | None:
    value = holder.get(name)
    return None if value is None or isinstance(value, Mapping) else f"{name} is an object."
