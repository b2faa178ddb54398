"""Selections compiled: from the fields asked of a type to one pass over objects that gives dicts.

What a page consists of stands on its objects once look-ahead has run: plain attributes, and
relations in their slots. Such a selection needs no path, no info and no resolver. It is compiled
once into nested readers, and a page is then one dict comprehension per object.

A reader never decides what is wrong. A field that takes arguments or has a resolver of its own, or
that this viewer may not see, is not compiled (`NotPlain`); a relation that was not loaded, null where
it may not be, a value of another class end in whatever exception they raise. In both cases
graphql-core does that field instead, so errors and null propagation are the specification's.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from operator import attrgetter
from typing import Any, NamedTuple, Protocol

from graphql import (
    GraphQLAbstractType,
    GraphQLLeafType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    Undefined,
    is_abstract_type,
    is_enum_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from graphql.execution.collect_fields import CollectedFields, FieldDetails
from strawberry.types.field import StrawberryField

from backend.accounts.permissions import Permission
from schema.guarding import permission_to_see
from schema.permissions import Requires
from schema.rows import FromRow

Complete = Callable[[Any], Any]
"""From a resolved value to what stands in the answer; any exception: graphql-core decides."""

AS_IS: Mapping[str, type] = {"String": str, "ID": str, "Boolean": bool}
"""Scalars whose values go out unchanged when they are of exactly this class."""

INT_LIMIT = 2**31
"""GraphQL's Int has 32 bits."""


class NotPlain(Exception):
    """This field is graphql-core's."""


class Doubt(Exception):
    """This value is graphql-core's."""


class Field(NamedTuple):
    """A field's value is what `get` gives; it goes out as it is if its class is `as_is`, else completed."""

    name: str
    of_row: bool
    """Whether `get` wants the row of an object, not the object."""
    get: Callable[[Any], Any]
    as_is: type | None
    complete: Complete


class Document(Protocol):
    """What is needed of the executor: the schema, and the fields below a field."""

    schema: GraphQLSchema

    def collect_subfields(
        self, return_type: GraphQLObjectType, field_details_list: list[FieldDetails]
    ) -> CollectedFields:
        """The fields of a type, fragments, @skip and @include followed, equal ones merged."""


class Compiler:
    """Compiles fields of one document, as one viewer with these permissions sees them."""

    def __init__(self, document: Document, permissions: frozenset[Permission]) -> None:
        self.document = document
        self.permissions = permissions

    def field(self, name: str, parent: GraphQLObjectType, details: list[FieldDetails]) -> Field:
        """The field answered under this name; NotPlain where it is not pure data to its leaves."""
        field_name = details[0].node.name.value
        if field_name == "__typename":
            return Field(name, False, lambda _source: parent.name, str, str)
        field = self.document.schema.get_field(parent, field_name)
        definition = field and field.extensions.get("strawberry-definition")
        if field is None or field.args or not isinstance(definition, StrawberryField):
            raise NotPlain
        inner = field.type.of_type if is_non_null_type(field.type) else field.type
        return Field(
            name,
            *self._source(_class(parent), definition),
            AS_IS.get(inner.name) if is_leaf_type(inner) else None,
            self._value(field.type, details),
        )

    def _source(
        self, parent: type, definition: StrawberryField
    ) -> tuple[bool, Callable[[Any], Any]]:
        if definition.is_basic_field:
            if issubclass(parent, FromRow):
                return True, parent.columns[definition.python_name]
            return False, attrgetter(definition.python_name)
        # A relation's resolver gives what look-ahead left in its slot; the permission comes before it.
        slot, permission = map(definition.metadata.get, ("slot", "permission"))
        guarded = all(isinstance(extension, Requires) for extension in definition.extensions)
        if slot is None or not guarded or not self._may(permission):
            raise NotPlain
        return False, attrgetter(slot)

    def _may(self, permission: Permission | None) -> bool:
        return permission is None or permission in self.permissions

    def _value(self, kind: GraphQLOutputType, details: list[FieldDetails]) -> Complete:
        if is_non_null_type(kind):
            return self._present(kind.of_type, details)
        present = self._present(kind, details)
        return lambda value: None if value is None else present(value)

    def _present(self, kind: GraphQLOutputType, details: list[FieldDetails]) -> Complete:
        """Completes what is not null; null itself is a Doubt or another exception."""
        if is_list_type(kind):
            return _list(self._value(kind.of_type, details))
        if is_leaf_type(kind):
            return _leaf(kind)
        if is_abstract_type(kind):
            return self._abstract(kind, details)
        if is_object_type(kind):
            return self._object(kind, details)
        raise NotPlain

    def _object(self, kind: GraphQLObjectType, details: list[FieldDetails]) -> Complete:
        collected = self.document.collect_subfields(kind, details)
        if collected.new_defer_usages or not self._may(permission_to_see(kind.name)):
            raise NotPlain
        fields = [self.field(name, kind, below) for name, below in collected[0].items()]
        # Only where graphql-core itself asks for the class; others are what has the attributes.
        of = _class(kind) if kind.is_type_of else None

        def complete(source: Any) -> dict[str, Any]:
            if source is None or (of is not None and source.__class__ is not of):
                raise Doubt
            return read(source, fields)

        return complete

    def _abstract(self, kind: GraphQLAbstractType, details: list[FieldDetails]) -> Complete:
        completers: dict[type, Complete] = {}
        for member in self.document.schema.get_possible_types(kind):
            with suppress(NotPlain):
                completers[_class(member)] = self._object(member, details)
        if not completers:
            raise NotPlain
        return lambda value: completers[value.__class__](value)


def compile_fields(
    document: Document,
    permissions: frozenset[Permission],
    parent: GraphQLObjectType,
    grouped: Mapping[str, list[FieldDetails]],
) -> list[Field]:
    """Those of the fields selected on a type that are pure data for a viewer with these permissions."""
    compiler, compiled = Compiler(document, permissions), []
    for name, details in grouped.items():
        with suppress(NotPlain):
            compiled.append(compiler.field(name, parent, details))
    return compiled


def read(source: Any, fields: list[Field]) -> dict[str, Any]:
    """These fields of an object, in their order."""
    row = source.row if isinstance(source, FromRow) else None
    return {
        name: value
        if (value := get(row if of_row else source)).__class__ is as_is
        else complete(value)
        for name, of_row, get, as_is, complete in fields
    }


def _class(kind: GraphQLObjectType) -> type:
    origin: type = kind.extensions["strawberry-definition"].origin
    return origin


def _list(one: Complete) -> Complete:
    def complete(values: Any) -> list[Any]:
        if values.__class__ is not list:
            raise Doubt
        return [one(value) for value in values]

    return complete


def _leaf(kind: GraphQLLeafType) -> Complete:
    coerce = kind.coerce_output_value
    if is_enum_type(kind):
        names = {word: coerce(word) for word in kind.wrapped_cls}  # type: ignore[attr-defined]
        return names.__getitem__

    whole, text = kind.name == "Int", kind.name in ("String", "ID")

    def complete(value: Any) -> Any:
        if whole and value.__class__ is int and -INT_LIMIT <= value < INT_LIMIT:
            return value
        # A text can be made of anything; the other scalars refuse these two by themselves.
        if text and isinstance(value, Exception | Awaitable):
            raise Doubt
        coerced = coerce(value)
        if coerced is None or coerced is Undefined:
            raise Doubt
        return coerced

    return complete
