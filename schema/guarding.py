"""Walking the graph never leads to a record the viewer may not see, whichever field leads there.

Rooms declare permissions on the fields they know. This is the net below them: every field that can
give a record is looked at once, when the schema is built, and its answers are sifted by the kind of
what came back. A list loses what is hidden, a nullable field is null, any other is refused. So a
token for customers alone ends at the customer.
"""

from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    default_field_resolver,
    get_named_type,
    is_interface_type,
    is_non_null_type,
    is_object_type,
    is_union_type,
)

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core.errors import NotAllowed
from backend.events.types import PERMISSION_OF_NODE

ROOTS = ("Query", "Mutation", "Subscription")
SEEN_BY_ALL = frozenset({"Account", "Line", "User"})
"""The viewer's own; colleagues beside what they did, lines beside calls, by fields that show no more."""

Resolver = Callable[..., Any]


def guard_records(schema: GraphQLSchema) -> None:
    """Put the net below every field that can give a record."""
    hidden = PERMISSION_OF_NODE.keys() - SEEN_BY_ALL
    for name, kind in schema.type_map.items():
        if not is_object_type(kind) or name in ROOTS or name.startswith("__"):
            continue
        for field in kind.fields.values():
            if possible(schema, get_named_type(field.type)) & hidden:
                field.resolve = _sifting(field)


def possible(schema: GraphQLSchema, kind: GraphQLNamedType) -> set[str]:
    """The names of the types that an answer of this type can have."""
    if is_union_type(kind):
        return {member.name for member in kind.types}
    if is_interface_type(kind):
        return {member.name for member in schema.get_possible_types(kind)}
    return {kind.name}


def _sifting(field: GraphQLField) -> Resolver:
    resolve = field.resolve or default_field_resolver
    needed = is_non_null_type(field.type)

    def sifted(source: Any, info: Any, **arguments: Any) -> Any:
        found = resolve(source, info, **arguments)
        if isawaitable(found):
            return later(found, info.context.actor)
        return sift(found, info.context.actor)

    async def later(found: Awaitable[Any], actor: Actor | None) -> Any:
        return sift(await found, actor)

    def sift(found: Any, actor: Actor | None) -> Any:
        if isinstance(found, list):
            return [one for one in found if missing(one, actor) is None]
        permission = missing(found, actor)
        if permission is None:
            return found
        if needed:
            raise NotAllowed(f"This leads to what you may not see ({permission.value}).")
        return None

    return sifted


def missing(found: Any, actor: Actor | None) -> Permission | None:
    """The permission the viewer would need to see this; None where they may."""
    definition = getattr(type(found), "__strawberry_definition__", None)
    permission = permission_to_see(getattr(definition, "name", ""))
    if permission is None or (actor is not None and actor.may(permission)):
        return None
    return permission


def permission_to_see(name: str) -> Permission | None:
    """The permission that a record of this type is shown by; None where everybody may see it."""
    return None if name in SEEN_BY_ALL else PERMISSION_OF_NODE.get(name)
