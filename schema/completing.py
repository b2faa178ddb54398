"""Values completed: from what a resolver or a column gives to what stands in the answer.

One by one, or a whole column where the classes of its values alone say that it can be. Nothing is
decided here about what is wrong: what is not surely right raises, and graphql-core judges it.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLLeafType,
    Undefined,
    get_nullable_type,
    is_enum_type,
    is_leaf_type,
    is_non_null_type,
)

Column = Sequence[Any]
Complete = Callable[[Any], Any]
"""From a resolved value to what stands in the answer; any exception: graphql-core decides."""
AtOnce = Callable[[Column], Column | None]
"""A whole column completed, or None where each value has to be looked at."""

AS_IS: Mapping[str, type] = {"String": str, "ID": str, "Boolean": bool}
"""Scalars whose values go out unchanged when they are of exactly this class."""

DATES: Mapping[str, type] = {"DateTime": datetime, "Date": date}
"""Scalars that write every value of exactly this class as ISO 8601."""

INT_LIMIT = 2**31
"""GraphQL's Int has 32 bits."""


class Doubt(Exception):
    """This value is graphql-core's."""


def as_is(field: GraphQLField) -> type | None:
    """The class whose values of this field go out unchanged."""
    kind = get_nullable_type(field.type)
    return AS_IS.get(kind.name) if is_leaf_type(kind) else None


def at_once(field: GraphQLField) -> AtOnce:
    """How a whole column of the field's values is completed, where their classes alone say that it can be."""
    kind, nothing = get_nullable_type(field.type), set[Any]()
    if not is_non_null_type(field.type):
        nothing.add(type(None))
    if not is_leaf_type(kind):
        return _never
    if kind.name == "Int":
        return partial(_small, {int, *nothing})
    if kind.name in DATES:
        return partial(_dates, {DATES[kind.name], *nothing}, kind.coerce_output_value)
    return partial(_unchanged, {AS_IS.get(kind.name), *nothing})


def _never(_values: Column) -> None:
    return None


def _unchanged(classes: set[Any], values: Column) -> Column | None:
    return values if classes.issuperset(map(type, values)) else None


def _small(classes: set[Any], values: Column) -> Column | None:
    if not classes.issuperset(map(type, values)):
        return None
    numbers = [value for value in values if value is not None]
    small = not numbers or (min(numbers) >= -INT_LIMIT and max(numbers) < INT_LIMIT)
    return values if small else None


def _dates(classes: set[Any], coerce: Complete, values: Column) -> Column | None:
    if not classes.issuperset(map(type, values)):
        return None
    return [None if value is None else coerce(value) for value in values]


def list_of(one: Complete) -> Complete:
    """Completes a list, whose values are each completed so."""

    def complete(values: Any) -> list[Any]:
        if values.__class__ is not list:
            raise Doubt
        return [one(value) for value in values]

    return complete


def leaf(kind: GraphQLLeafType) -> Complete:
    """Completes a scalar or an enum."""
    coerce = kind.coerce_output_value
    if is_enum_type(kind):
        names = {word: coerce(word) for word in kind.wrapped_cls}  # type: ignore[attr-defined]
        return names.__getitem__

    # A text can be made of anything; the other scalars refuse these two by themselves.
    refused = (Exception, Awaitable) if kind.name in ("String", "ID") else ()

    def complete(value: Any) -> Any:
        coerced = coerce(value)
        if coerced is None or coerced is Undefined or isinstance(value, refused):
            raise Doubt
        return coerced

    def complete_int(value: Any) -> Any:
        small = value.__class__ is int and -INT_LIMIT <= value < INT_LIMIT
        return value if small else complete(value)

    return complete_int if kind.name == "Int" else complete
