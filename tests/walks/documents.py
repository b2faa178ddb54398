"""Operations made from the schema itself: every root field with every argument it knows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLNamedType,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_leaf_type,
    is_list_type,
    is_object_type,
    is_required_argument,
    is_required_input_field,
    is_union_type,
)

from schema.root import schema

GRAPH = schema._schema
PLAIN = {"String": "Zofia", "Int": 1, "Float": 1.0, "Boolean": True, "Date": "2001-02-03"}

Choose = Callable[[str], Any]
"""A value for an ID, String cursor or search text, by the argument's name; None leaves it out."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A document with its variables."""

    name: str
    query: str
    variables: dict[str, Any]


def operations(root: str, choose: Choose, depth: int = 2) -> Iterator[Operation]:
    """One operation for each field of a root type."""
    kind = GRAPH.type_map[root.capitalize()]
    assert is_object_type(kind)
    for name, field in kind.fields.items():
        yield operation(root, name, field, choose, depth)


def operation(root: str, name: str, field: GraphQLField, choose: Choose, depth: int) -> Operation:
    """An operation of one root field, everything below selected to a depth."""
    variables = {
        argument: value
        for argument, definition in field.args.items()
        if (value := _value(argument, definition.type, choose, is_required_argument(definition)))
        is not None
    }
    heads = ", ".join(f"${a}: {field.args[a].type}" for a in variables)
    passed = ", ".join(f"{a}: ${a}" for a in variables)
    below = selection(get_named_type(field.type), depth)
    query = f"{root} {f'({heads})' if heads else ''} {{ {name}{f'({passed})' if passed else ''} {below} }}"
    return Operation(name, query, variables)


def _value(name: str, kind: Any, choose: Choose, required: bool) -> Any:
    inner = get_nullable_type(kind)
    if is_list_type(inner):
        one = _value(name, inner.of_type, choose, required)
        return None if one is None else [one]
    if is_input_object_type(inner):
        given = {
            field: value
            for field, definition in inner.fields.items()
            if (
                value := _value(field, definition.type, choose, is_required_input_field(definition))
            )
            is not None
        }
        return given if given or required else None
    if name == "first":
        return 5  # pages of fifty in pages of fifty would cost too much
    chosen = choose(name) if inner.name in ("ID", "String") else None
    if chosen is not None or not required:
        return chosen
    return next(iter(inner.values)) if is_enum_type(inner) else PLAIN.get(inner.name, "x")


def selection(kind: GraphQLNamedType, depth: int) -> str:
    """Everything of a type that needs no argument, down to a depth."""
    if is_leaf_type(kind):
        return ""
    if is_union_type(kind) or is_interface_type(kind):
        members = GRAPH.get_possible_types(kind)
        return "{ __typename " + " ".join(_on(member) for member in members) + " }"
    return "{ __typename " + _fields(kind, depth) + " }"


def _on(member: Any) -> str:
    """Texts and ids alone: fields of one name must be of one type in all members."""
    inside = [
        name for name, field in member.fields.items() if str(field.type) in ("String!", "ID!")
    ]
    return f"... on {member.name} {{ {' '.join(inside)} }}" if inside else ""


def _fields(kind: Any, depth: int) -> str:
    found = []
    for name, field in kind.fields.items():
        below = get_named_type(field.type)
        if any(is_required_argument(a) for a in field.args.values()):
            continue
        if is_leaf_type(below):
            found.append(name)
        elif depth > 0 and (
            is_object_type(below) or is_union_type(below) or is_interface_type(below)
        ):
            found.append(f"{name} {selection(below, depth - 1)}")
    return " ".join(found)
