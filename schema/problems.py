"""The problems a user can act on, as types; services raise, these handlers translate, nobody returns one by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from backend.core import errors
from backend.events.types import NodeRef
from schema.batches import NODES
from schema.calls.enums import Toll
from schema.consents.enums import Barrier, How
from schema.context import Info
from schema.graph import Person
from schema.naming import camel
from schema.persons import person
from schema.projects.enums import KnownBy
from schema.relay import Node, global_id

if TYPE_CHECKING:
    from schema.accounts.types import User
    from schema.customers.types import Customer

LazyCustomer = Annotated["Customer", strawberry.lazy("schema.customers.types")]
LazyUser = Annotated["User", strawberry.lazy("schema.accounts.types")]


@strawberry.interface(description="Something the user can put right.")
class Problem:
    message: str = strawberry.field(description="A sentence for people.")
    code: str = strawberry.field(description="Stable, for programs.")
    path: list[str] = strawberry.field(description="The input field it is about, outermost first.")


@strawberry.type(description="What is wrong with one field of an input.")
class FieldProblem:
    path: list[str] = strawberry.field(description="The field, outermost first.")
    message: str = strawberry.field(description="A sentence for people.")


@strawberry.type(description="One or more fields cannot be taken as they are.")
class InvalidInput(Problem):
    fields: list[FieldProblem] = strawberry.field(description="Each field that needs a look.")


@strawberry.type(description="There is no such thing, or the viewer may not know of it.")
class NotFound(Problem):
    pass


@strawberry.type(description="The viewer's role does not allow this.")
class NotAllowed(Problem):
    pass


@strawberry.type(description="The state of things forbids it; the message says what would help.")
class Refused(Problem):
    pass


@strawberry.type(description="Too many tries.")
class RateLimited(Problem):
    retry_after: int = strawberry.field(description="Seconds until it is worth trying again.")


@strawberry.interface(description="Another customer holds a value that only one may hold.")
class Taken(Problem):
    owner_pk: strawberry.Private[int | None]
    owner_deleted: bool = strawberry.field(
        description="Whether the owner is a deleted customer, offered for restoring."
    )
    masked: bool = strawberry.field(description="Whether the viewer may not see the owner.")
    label: str = strawberry.field(description="The owner's name for it: home, work …")

    @strawberry.field(description="Who has it; null where the viewer may not see them.")
    async def owner(self, info: Info) -> LazyCustomer | None:
        if self.owner_pk is None:
            return None
        found: LazyCustomer | None = await info.context.loaders.of(NODES["Customer"]).load(
            self.owner_pk
        )
        return found


@strawberry.type(description="Another customer has this telephone number.")
class PhoneTaken(Taken, Problem):
    pass


@strawberry.type(description="Another customer has this e-mail address.")
class EmailTaken(Taken, Problem):
    pass


@strawberry.type(
    description="Somebody to be made new is on record already: add them instead (R056)."
)
class PersonKnown(Problem):
    person_ref: strawberry.Private[NodeRef | None]
    reason: KnownBy = strawberry.field(description="What gave them away.")
    sentence: str = strawberry.field(
        description="How they are known, without the name; `message` has both."
    )

    person = person(
        description="Who it is; null where the viewer may not see them.", returns=Person | None
    )


@strawberry.type(
    description="A customer's first e-mail address never changes; further ones can be added."
)
class EmailLocked(Problem):
    pass


@strawberry.type(
    description="Somebody must not be reached this way (R013); with the right, a written reason sets"
    " it aside."
)
class DoNotContact(Problem):
    reason: Barrier = strawberry.field(description="What stands in the way.")
    since: datetime | None = strawberry.field(description="Since when, where known.")
    how: How | None = strawberry.field(description="How they said it, where known.")
    may_override: bool = strawberry.field(
        description="Whether the viewer may set it aside by giving a reason."
    )
    party_id: strawberry.ID = strawberry.field(description="Whom it is about.")


@strawberry.type(description="The viewer has not chosen what rings when they call (R005).")
class NoPhoneDevice(Problem):
    pass


@strawberry.type(
    description="A number that lines do not call: it costs extra, or lies where nobody here calls."
)
class NumberBarred(Problem):
    toll: Toll = strawberry.field(description="What is wrong with it.")


@strawberry.type(description="The viewer is in a call already.")
class CallRunning(Problem):
    call_id: strawberry.ID = strawberry.field(description="That call.")


@strawberry.type(description="One field that two people changed.")
class FieldConflict:
    field: str = strawberry.field(description="The field, as the input names it.")
    yours: str | None = strawberry.field(description="What you wrote.")
    theirs: str | None = strawberry.field(description="What stands there now.")
    at: datetime | None = strawberry.field(description="When they wrote it.")
    by_pk: strawberry.Private[int | None]

    @strawberry.field(description="Who wrote it.")
    async def by(self, info: Info) -> LazyUser | None:
        if self.by_pk is None:
            return None
        found: LazyUser | None = await info.context.loaders.of(NODES["User"]).load(self.by_pk)
        return found


@strawberry.type(
    description="Fields somebody else changed since the version you saw; nothing was written."
)
class VersionConflict(Problem):
    conflicts: list[FieldConflict] = strawberry.field(description="Each field both of you changed.")
    node_ref: strawberry.Private[tuple[str, int]]

    @strawberry.field(description="The record as it stands now.")
    async def current(self, info: Info) -> Node | None:
        kind, pk = self.node_ref
        found: Node | None = await info.context.loaders.of(NODES[kind]).load(pk)
        return found


def _handler(
    raised: type[errors.DomainError],
    problem: type[Any],
    extra: Callable[[Any], dict[str, Any]] = lambda _: {},
) -> Any:
    class Handler:
        exception_type = raised
        error_type = problem

        def handle(self, exception: Any, **_: Any) -> Any:
            return problem(
                message=exception.message,
                code=exception.code,
                path=[camel(p) for p in exception.path],
                **extra(exception),
            )

    return Handler()


def _taken(error: errors.Taken) -> dict[str, Any]:
    return {
        "owner_pk": error.owner,
        "owner_deleted": error.owner_deleted,
        "masked": error.owner is None,
        "label": error.label,
    }


def _do_not_contact(error: errors.DoNotContact) -> dict[str, Any]:
    return {
        "reason": Barrier(error.reason),
        "since": error.since,
        "how": How(error.how) if error.how else None,
        "may_override": error.may_override,
        "party_id": global_id(*error.party),
    }


def _conflict(error: errors.VersionConflict) -> dict[str, Any]:
    conflicts = [
        FieldConflict(field=camel(c.field), yours=c.yours, theirs=c.theirs, at=c.at, by_pk=c.by)
        for c in error.conflicts
    ]
    return {"conflicts": conflicts, "node_ref": error.node}


HANDLERS = [
    _handler(
        errors.InvalidInput,
        InvalidInput,
        lambda e: {
            "fields": [
                FieldProblem(path=[camel(p) for p in f.path], message=f.message) for f in e.fields
            ]
        },
    ),
    _handler(errors.NotFound, NotFound),
    _handler(errors.NotAllowed, NotAllowed),
    _handler(errors.Refused, Refused),
    _handler(errors.RateLimited, RateLimited, lambda e: {"retry_after": e.retry_after}),
    _handler(errors.PhoneTaken, PhoneTaken, _taken),
    _handler(errors.EmailTaken, EmailTaken, _taken),
    _handler(errors.EmailLocked, EmailLocked),
    _handler(
        errors.PersonKnown,
        PersonKnown,
        lambda e: {
            "person_ref": NodeRef(*e.person) if e.person else None,
            "reason": KnownBy(e.reason),
            "sentence": e.known,
        },
    ),
    _handler(errors.DoNotContact, DoNotContact, _do_not_contact),
    _handler(errors.NoPhoneDevice, NoPhoneDevice),
    _handler(errors.NumberBarred, NumberBarred, lambda e: {"toll": Toll(e.reason)}),
    _handler(errors.CallRunning, CallRunning, lambda e: {"call_id": global_id("Call", e.call_id)}),
    _handler(errors.VersionConflict, VersionConflict, _conflict),
]
