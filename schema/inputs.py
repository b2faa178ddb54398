"""Reading inputs: absent is not null, and ids are keys."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import strawberry

from backend.contact_points.parties import KINDS
from backend.core.errors import InvalidInput
from backend.custom_fields.values import GIVEN
from backend.events.types import NodeRef
from schema.relay import pk_of, read_id


def given(value: Any, ids: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The fields of an input that were given, ids turned into keys: `{"group": "Group"}` → group_id."""
    found: dict[str, Any] = {}
    for field in dataclasses.fields(value):
        entry = getattr(value, field.name)
        if not isinstance(entry, strawberry.Some):
            continue
        inner = entry.value
        if field.name == GIVEN:
            inner = {one.key: one.value for one in inner or ()}
        if ids and field.name in ids:
            found[f"{field.name}_id"] = (
                None if inner is None else pk_of(inner, ids[field.name], path=(field.name,))
            )
        else:
            found[field.name] = inner
    return found


def filter_pk(value: str | None, name: str, kind: str) -> int | None:
    """The key in a filter's id; null leaves the condition out."""
    return None if value is None else pk_of(value, kind, path=("filter", name))


def person_of(value: str, *path: str) -> NodeRef:
    """The person behind a global id; InvalidInput for the id of anything else."""
    kind, pk = read_id(value, path=path)
    if kind not in ("Customer", "Contact"):
        raise InvalidInput("This is not the id of a customer or a contact.", path)
    return NodeRef(kind, pk)


def filter_person(value: str | None) -> dict[str, Any]:
    """A filter's person as the column of their kind: `{"customer_id": 12}`, or nothing."""
    if value is None:
        return {}
    person = person_of(value, "filter", "person")
    return {KINDS[person.kind].column: person.id}
