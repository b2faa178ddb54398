"""Selections compiled: from the fields asked of a type to one pass over objects that gives dicts.

What a page consists of stands on its objects once look-ahead has run: plain attributes, and
relations in their slots, as objects or as answers. Such a selection needs no path, no info and no
resolver. It is compiled once into nested readers, and a page is then one dict comprehension per
object. Relations below which all is pure data are compiled to passes over columns (`schema/columns.py`).

A reader never decides what is wrong. A field that takes arguments or has a resolver of its own, or
that this viewer may not see, is not compiled (`NotPlain`); a relation that was not loaded, null where
it may not be, a value of another class end in whatever exception they raise. In both cases
graphql-core does that field instead, so errors and null propagation are the specification's.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from itertools import count
from operator import attrgetter
from typing import Any, NamedTuple, Protocol

from graphql import (
    GraphQLAbstractType,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
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
from schema.batches import Batch, batch_of
from schema.columns import (
    BelowObjects,
    Fill,
    FromRows,
    Page,
    Wanted,
    filled,
    lists,
    looked_up,
    shape,
)
from schema.completing import Complete, Doubt, as_is, at_once, leaf, list_of
from schema.guarding import permission_to_see
from schema.permissions import Requires
from schema.rows import FromRow, Of, Part


class NotPlain(Exception):
    """This field is graphql-core's."""


class Field(NamedTuple):
    """A field's value is what `get` gives; it goes out as it is if its class is `as_is`, else completed."""

    name: str
    of_row: bool
    """Whether `get` wants the row of an object, not the object."""
    get: Callable[[Any], Any]
    as_is: type | None
    complete: Complete


class Relation(NamedTuple):
    """A selected relation, as look-ahead reads it."""

    batch: Batch | str
    key: str
    slot: str
    """Where a parent has the objects."""
    details: list[FieldDetails]
    rows: FromRows | None
    """How the answers are made of rows, where all below is pure data."""
    place: str
    """Where a parent has its answer then: one place for each selection, as a parent may stand in several."""


class Selection(NamedTuple):
    """What is asked of a type, for viewers of the same permissions."""

    fields: list[Field]
    """Those that are pure data."""
    whole: bool
    """Whether that is all of them."""
    relations: list[Relation]
    answered: list[tuple[FromRows, str]]
    """Those that it answers from rows: how, and in which place of a parent."""
    keys: list[str]
    """The attributes of a parent that are their keys."""
    reading: BelowObjects
    """How the rows of these are read."""


class Executor(Protocol):
    """What is needed of the executor: the schema, and the fields below a field."""

    schema: GraphQLSchema

    def collect_subfields(
        self, return_type: GraphQLObjectType, field_details_list: list[FieldDetails]
    ) -> CollectedFields:
        """The fields of a type, fragments, @skip and @include followed, equal ones merged."""

    def selection(self, kind: str, details: list[FieldDetails]) -> Selection:
        """What is asked of a type below these fields, remembered."""

    def page(self, kind: str, details: list[FieldDetails]) -> Page | None:
        """How the rows of a page become what is asked of a type below these fields, remembered."""

    def asked_below(
        self, info: GraphQLResolveInfo[Any], path: Sequence[str]
    ) -> list[list[FieldDetails]]:
        """The fields at a path below the one being resolved, each under each of its names."""


class Compiler:
    """Compiles fields of one document, as one viewer with these permissions sees them."""

    def __init__(self, document: Executor, permissions: frozenset[Permission]) -> None:
        self.document = document
        self.permissions = permissions

    def field(
        self,
        name: str,
        parent: GraphQLObjectType,
        details: list[FieldDetails],
        relation: Relation | None,
    ) -> Field:
        """The field answered under this name; NotPlain where it is not pure data to its leaves."""
        if details[0].node.name.value == "__typename":
            return Field(name, False, lambda _source: parent.name, str, str)
        field, definition = self._defined(parent, details)
        complete = self._value(field.type, details)
        if definition.is_basic_field:
            kind, attribute = _class(parent), definition.python_name
            if issubclass(kind, FromRow):
                return Field(name, True, kind.columns[attribute], as_is(field), complete)
            get = attrgetter(attribute)
            if "nodes_of_page" in definition.metadata:
                page = self.document.page(get_named_type(field.type).name, details)
                if page is not None:
                    return _answered(name, page.place, get, complete)
            return Field(name, False, get, as_is(field), complete)
        # A relation's resolver gives what look-ahead left in its slot.
        if relation is None:
            raise NotPlain
        slot = attrgetter(relation.slot)
        if relation.rows is None:
            return Field(name, False, slot, None, complete)
        return _answered(name, relation.place, slot, complete)

    def relation(self, parent: GraphQLObjectType, details: list[FieldDetails]) -> Relation | None:
        """The field as look-ahead reads it; None where it is no relation, or not for this viewer."""
        field = self.document.schema.get_field(parent, details[0].node.name.value)
        definition = field and field.extensions.get("strawberry-definition")
        metadata = getattr(definition, "metadata", {})
        if field is None or definition is None or "batch" not in metadata:
            return None
        # Nothing stands before its resolver but the permission.
        guarded = all(isinstance(one, Requires) for one in definition.extensions)
        if not guarded or not self._may(metadata.get("permission")):
            return None
        batch, key, slot = map(metadata.__getitem__, ("batch", "key", "slot"))
        rows = None
        with suppress(NotPlain):
            rows = self._rows(batch, field.type, details)
        return Relation(batch, key, slot, details, rows, f"{slot}#{next(_places)}")

    def page(self, kind: GraphQLNamedType | None, details: list[FieldDetails]) -> Page | None:
        """How the rows of a page become answers; None where they are not pure data."""
        if not is_object_type(kind) or not issubclass(_class(kind), FromRow):
            return None
        wanted, below = Wanted({"id": 0}), list[FromRows]()
        with suppress(NotPlain):
            made = self._shape(kind, details, wanted, "", below)
            return Page(wanted, made, below, f"page#{next(_places)}")
        return None

    def _defined(
        self, parent: GraphQLObjectType, details: list[FieldDetails]
    ) -> tuple[GraphQLField, StrawberryField]:
        field = self.document.schema.get_field(parent, details[0].node.name.value)
        definition = field and field.extensions.get("strawberry-definition")
        if field is None or field.args or not isinstance(definition, StrawberryField):
            raise NotPlain
        return field, definition

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
            return list_of(self._value(kind.of_type, details))
        if is_leaf_type(kind):
            return leaf(kind)
        if is_abstract_type(kind):
            return self._abstract(kind, details)
        if is_object_type(kind):
            return self._object(kind, details)
        raise NotPlain

    def _object(self, kind: GraphQLObjectType, details: list[FieldDetails]) -> Complete:
        selection = self.document.selection(kind.name, details)
        if not selection.whole or not self._may(permission_to_see(kind.name)):
            raise NotPlain
        fields = selection.fields
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

    def _rows(
        self, batch: Batch | str, kind: GraphQLOutputType, details: list[FieldDetails]
    ) -> FromRows:
        """A relation made of its rows; NotPlain where they are not those of one type, or have resolvers."""
        batch, inner = batch_of(batch), get_nullable_type(kind)
        many = is_list_type(inner)
        row = get_nullable_type(inner.of_type) if is_list_type(inner) else inner
        if many != batch.many or not is_object_type(row) or batch.rows_of is not _class(row):
            raise NotPlain
        wanted, below = Wanted({"key": 0}), list[FromRows]()
        made = self._shape(row, details, wanted, "", below)
        return FromRows(wanted, made, below, batch.sql, many, is_non_null_type(kind))

    def _shape(
        self,
        kind: GraphQLObjectType,
        details: list[FieldDetails],
        wanted: Wanted,
        prefix: str,
        below: list[FromRows],
    ) -> Fill:
        fields = self._fields(kind, details)
        return shape(
            {name: self._fill(kind, each, wanted, prefix, below) for name, each in fields.items()}
        )

    def _fields(
        self, kind: GraphQLObjectType, details: list[FieldDetails]
    ) -> Mapping[str, list[FieldDetails]]:
        collected = self.document.collect_subfields(kind, details)
        if collected.new_defer_usages or not self._may(permission_to_see(kind.name)):
            raise NotPlain
        return collected[0]

    def _fill(
        self,
        parent: GraphQLObjectType,
        details: list[FieldDetails],
        wanted: Wanted,
        prefix: str,
        below: list[FromRows],
    ) -> Fill:
        if details[0].node.name.value == "__typename":
            return lambda table: [parent.name] * table.count
        field, definition = self._defined(parent, details)
        sources: Mapping[str, Of | Part] = getattr(_class(parent), "sources", {})
        if not definition.is_basic_field:
            relation = self.relation(parent, details)
            if relation is None or relation.rows is None:
                raise NotPlain
            key = sources.get(relation.key)
            if not isinstance(key, Of) or key.make is not None:
                raise NotPlain
            rows = relation.rows
            rows.key = wanted.place(prefix + key.columns[0])
            below.append(rows)
            return lambda table: table.related[rows]
        source = sources.get(definition.python_name)
        if isinstance(source, Part):
            inner = get_nullable_type(field.type)
            if not is_object_type(inner) or _class(inner) is not source.rows.kind:
                raise NotPlain
            return self._shape(inner, details, wanted, prefix + source.prefix, below)
        if source is None:
            raise NotPlain
        places = [wanted.place(prefix + column) for column in source.columns]
        complete, make = self._value(field.type, details), source.make
        if make is not None and (one := _object_of_list(field.type)) is not None:
            return lists(make, places, self._attributes(one, details))
        if make is not None and len(places) == 1 and is_enum_type(get_nullable_type(field.type)):
            return looked_up(make, places[0], complete)
        return filled(make, places, at_once(field), complete)

    def _attributes(self, kind: GraphQLObjectType, details: list[FieldDetails]) -> Fill:
        """Objects of this type, made for the answer and alone in their column."""
        fields: dict[str, Fill] = {}
        for name, each in self._fields(kind, details).items():
            if each[0].node.name.value == "__typename":
                raise NotPlain
            field, definition = self._defined(kind, each)
            if not definition.is_basic_field:
                raise NotPlain
            get = attrgetter(definition.python_name)
            fields[name] = filled(get, [0], at_once(field), self._value(field.type, each))
        return shape(fields)


_places = count()


def compile_fields(
    document: Executor,
    permissions: frozenset[Permission],
    parent: GraphQLObjectType,
    grouped: Mapping[str, list[FieldDetails]],
) -> Selection:
    """What is selected on a type, for a viewer with these permissions."""
    compiler, fields, relations = Compiler(document, permissions), [], []
    for name, details in grouped.items():
        relation = compiler.relation(parent, details)
        if relation is not None:
            relations.append(relation)
        with suppress(NotPlain):
            fields.append(compiler.field(name, parent, details, relation))
    answered, keys = list[tuple[FromRows, str]](), Wanted()
    for one in relations:
        if one.rows is not None:
            one.rows.key = keys.place(one.key)
            answered.append((one.rows, one.place))
    reading = BelowObjects([rows for rows, _ in answered])
    whole = len(fields) == len(grouped)
    return Selection(fields, whole, relations, answered, list(keys.places), reading)


def read(source: Any, fields: list[Field]) -> dict[str, Any]:
    """These fields of an object, in their order."""
    row = source.row if isinstance(source, FromRow) else None
    return {
        name: value
        if (value := get(row if of_row else source)).__class__ is as_is
        else complete(value)
        for name, of_row, get, as_is, complete in fields
    }


def _answered(name: str, place: str, get: Callable[[Any], Any], complete: Complete) -> Field:
    """A field whose answer look-ahead has put in a place of the source, where it could."""
    ready = attrgetter(place)

    def answer(source: Any) -> Any:
        try:
            return ready(source)
        except AttributeError:
            return complete(get(source))

    return Field(name, False, _itself, None, answer)


def _itself(source: Any) -> Any:
    return source


def _object_of_list(kind: GraphQLOutputType) -> GraphQLObjectType | None:
    """The object type of `[X!]!`, else None."""
    inner = get_nullable_type(kind)
    if is_non_null_type(kind) and is_list_type(inner) and is_non_null_type(inner.of_type):
        named = inner.of_type.of_type
        return named if is_object_type(named) else None
    return None


def _class(kind: GraphQLObjectType) -> type:
    origin: type = kind.extensions["strawberry-definition"].origin
    return origin
