"""Nothing can be done or followed without a permission, and every node's kind says who may see it."""

import pytest
from strawberry.types.field import StrawberryField

from backend.accounts.permissions import Permission
from backend.events.types import PERMISSION_OF_NODE, EventType
from schema.batches import NODES
from schema.nodes import PERMISSION_OF_PART
from schema.operation import PUBLIC
from schema.root import Mutation, Query, Subscription

WITHOUT = {
    "sign_in": "whoever signs in has no rights yet",
    "sign_out": "even a stranger may leave",
    "password_forgotten": "whoever forgot their password cannot sign in",
    "password_set": "whoever holds a one-time link has no rights yet",
}
READ_BY_ANYBODY = {
    "address_rules": "how addresses look in a country: public knowledge",
    "countries": "the countries and their names: public knowledge",
    "viewer": "answers who asks, null for a stranger",
    "welcome": "what the page behind a one-time link shows",
    "node": "each kind has its own permission, see below",
    "nodes": "each kind has its own permission, see below",
}


def fields_of(root: type) -> list[StrawberryField]:
    return root.__strawberry_definition__.fields  # type: ignore[attr-defined,no-any-return]


def permission_of(field: StrawberryField) -> Permission | None:
    return (field.metadata or {}).get("permission")


@pytest.mark.parametrize("root", [Mutation, Subscription], ids=lambda r: r.__name__)
def test_whatever_is_done_or_followed_needs_a_permission(root: type) -> None:
    bare = {f.python_name for f in fields_of(root) if permission_of(f) is None}
    assert bare <= WITHOUT.keys(), "give it extensions=[Requires(Permission.…)]"


def test_whatever_is_read_from_the_top_needs_a_permission() -> None:
    bare = {f.python_name for f in fields_of(Query) if permission_of(f) is None}
    assert bare <= READ_BY_ANYBODY.keys(), "give it extensions=[Requires(Permission.…)]"


def test_the_exceptions_are_still_there() -> None:
    there = {f.python_name for root in (Mutation, Query) for f in fields_of(root)}
    assert WITHOUT.keys() | READ_BY_ANYBODY.keys() <= there


def test_strangers_reach_only_what_needs_no_permission() -> None:
    named = {
        root.__strawberry_definition__.name: {  # type: ignore[attr-defined]
            _camel(f.python_name) for f in fields_of(root) if permission_of(f) is None
        }
        for root in (Mutation, Query)
    }
    free = named["Mutation"] | named["Query"] | {"__typename"}
    assert free >= PUBLIC


def test_every_kind_of_node_says_who_may_find_it() -> None:
    known = PERMISSION_OF_NODE.keys() | PERMISSION_OF_PART.keys()
    assert NODES.keys() <= known


def test_every_event_type_is_about_a_kind_that_says_who_may_see_it() -> None:
    parts = {
        "address": "Customer",
        "affiliation": "Customer",
        "consent": "Customer",
        "custom_field": "CustomField",
        "device": "User",
        "email": "Customer",
        "import": "ImportRun",
        "participation": "Project",
        "phone": "Customer",
        "rule": "Customer",
        "token": "User",
    }
    for kind in EventType:
        room = kind.value.partition(".")[0]
        assert parts.get(room, room.capitalize()) in PERMISSION_OF_NODE, kind


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)
