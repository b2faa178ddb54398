"""Reading inputs: absent is not null, and ids are keys."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import strawberry

from schema.relay import pk_of


def given(value: Any, ids: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The fields of an input that were given, ids turned into keys: `{"group": "Group"}` → group_id."""
    found: dict[str, Any] = {}
    for field in dataclasses.fields(value):
        entry = getattr(value, field.name)
        if not isinstance(entry, strawberry.Some):
            continue
        inner = entry.value
        if ids and field.name in ids:
            found[f"{field.name}_id"] = inner and pk_of(inner, ids[field.name], path=(field.name,))
        else:
            found[field.name] = inner
    return found
