"""A sentence on every type, field, argument, enum value and input (R092)."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLNamedType,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_introspection_type,
    is_object_type,
    is_specified_scalar_type,
)

from schema.root import schema


def described() -> Iterator[tuple[str, str | None]]:
    """Everything with a name, and its sentence."""
    for name, kind in schema._schema.type_map.items():
        if is_introspection_type(kind) or is_specified_scalar_type(kind):
            continue
        yield name, kind.description
        for part, thing in _parts(kind).items():
            yield f"{name}.{part}", thing.description
            for argument, definition in getattr(thing, "args", {}).items():
                yield f"{name}.{part}({argument}:)", definition.description


def _parts(kind: GraphQLNamedType) -> Mapping[str, Any]:
    if is_object_type(kind) or is_interface_type(kind) or is_input_object_type(kind):
        return kind.fields
    return kind.values if is_enum_type(kind) else {}


def test_nothing_in_the_schema_is_silent() -> None:
    assert [name for name, sentence in described() if not sentence] == []
