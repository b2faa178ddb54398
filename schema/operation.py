"""What surrounds every operation: who may ask at all, what it may cost, its one snapshot, what it took."""

import contextlib
import dataclasses
import logging
import secrets
from collections.abc import AsyncIterator, Iterator
from typing import Any

from graphql import FieldNode, GraphQLError
from strawberry.extensions import AddValidationRules, MaskErrors, SchemaExtension
from strawberry.extensions.max_aliases import create_validator as aliases_at_most
from strawberry.extensions.query_depth_limiter import create_validator as depth_at_most
from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.types.execution import ExecutionContext
from strawberry.types.graphql import OperationType

from backend.core import database, metrics
from backend.core.errors import DomainError
from schema.batches import Loaders
from schema.context import Context
from schema.cost import LIMIT, budget, cost_of, operation_of

PUBLIC = frozenset(
    {"__typename", "viewer", "signIn", "signOut", "passwordForgotten", "passwordSet", "welcome"}
)
"""Root fields for strangers; the schema itself is not for them."""

COUNTED = frozenset({"welcome"})
"""Root fields of queries that count tries, which a read-only snapshot would forbid."""

MAX_DEPTH = 15
MAX_ALIASES = 60
MAX_TOKENS = 4_000

log = logging.getLogger("kith.graphql")

# One rule object each for the life of the process: a rule made per request would be a new key of
# the validation cache every time (measured: 12.2 ms an operation instead of 2.2).
_RULES: list[Any] = [depth_at_most(MAX_DEPTH, None), aliases_at_most(MAX_ALIASES)]


class Limits(AddValidationRules):
    """Depth and aliases, checked with the other validation rules."""

    def __init__(self) -> None:
        super().__init__(_RULES)


class Operation(SchemaExtension):
    """Sign-in, cost, the query's snapshot, and the count of what it took."""

    async def on_operation(self) -> AsyncIterator[None]:
        """A context of this operation's own: a WebSocket's outlives its operations."""
        old: Context = self.execution_context.context
        account_id = old.actor.account_id if old.actor else None
        self.execution_context.context = dataclasses.replace(
            old, loaders=Loaders(account_id), cost=0, statements=[]
        )
        try:
            yield
        finally:
            count(self.execution_context, self.refusal)

    async def on_execute(self) -> AsyncIterator[None]:
        """Refuse what is too much, then run inside the tenant."""
        context: Context = self.execution_context.context
        try:
            self._admit(context)
        except GraphQLError as error:
            self.refusal = error.message
            raise
        counting = database.statements.set(context.statements)
        try:
            query = self.execution_context.operation_type is OperationType.QUERY
            if query and context.actor and not COUNTED & self.roots:
                async with database.snapshot(context.actor.account_id):
                    yield
            else:
                yield
        finally:
            database.statements.reset(counting)

    def _admit(self, context: Context) -> None:
        document = self.execution_context.graphql_document
        operation = document and operation_of(document, self.execution_context.operation_name)
        if not document or not operation:
            return
        selections = operation.selection_set.selections
        # A fragment at the top counts as a name that is not public.
        self.roots = {s.name.value if isinstance(s, FieldNode) else "..." for s in selections}
        if context.actor is None and not self.roots <= PUBLIC:
            raise GraphQLError("Sign in first.", extensions={"code": "SIGN_IN_NEEDED"})
        context.cost = cost_of(document, operation, self.execution_context.variables or {})
        if context.cost > LIMIT:
            raise GraphQLError(
                f"This asks for about {context.cost:,} nodes; one operation may ask for {LIMIT:,}. Ask for fewer rows.",
                extensions={
                    "code": "TOO_COSTLY",
                    "cost": {"requested": context.cost, "limit": LIMIT},
                },
            )
        self._charge(context)

    def _charge(self, context: Context) -> None:
        actor = context.actor
        key = (actor.account_id, actor.user_id, actor.credential) if actor else None
        self.remaining, wait = budget.spend(key, context.cost)
        if self.remaining < 0 and actor is not None:
            raise GraphQLError(
                f"That was a lot in one minute. Ask again in {wait} s.",
                extensions={"code": "RATE_LIMITED", "retryAfter": wait},
            )

    remaining = 0
    refusal: str | None = None
    roots: set[str] = set()  # noqa: RUF012 - replaced, never changed

    def on_stream_result(self, *_: Any) -> Iterator[None]:
        """The next event of a subscription is read afresh."""
        yield
        context: Context = self.execution_context.context
        context.loaders.clear()
        context.statements.clear()

    def get_results(self) -> dict[str, Any]:
        """`extensions.cost`: sign-in and transaction control are not counted as statements."""
        context: Context = self.execution_context.context
        return {
            "cost": {
                "requested": context.cost,
                "limit": LIMIT,
                "remaining": max(self.remaining, 0),
                "sqlStatements": len(context.statements),
            }
        }


def count(context: ExecutionContext, refusal: str | None) -> None:
    """Count an operation for /metrics; one that was not even run gets a line in the log."""
    kind, outcome = "unknown", "ok"
    with contextlib.suppress(RuntimeError, CannotGetOperationTypeError):
        kind = context.operation_type.value
    errors = context.pre_execution_errors or getattr(context.result, "errors", None)
    if errors:
        outcome = "faulty" if any(is_unexpected(e) for e in errors) else "with errors"
    if errors and getattr(context.result, "data", None) is None and not errors[0].path:
        refusal = errors[0].message
    metrics.OPERATIONS.labels(kind, "refused" if refusal else outcome).inc()
    if refusal is not None:
        log.info("%s refused: %s", kind, refusal[:200].encode("unicode_escape").decode())


def is_unexpected(error: GraphQLError) -> bool:
    """Neither the client's mistake nor a problem of ours that a user can act on."""
    original = error.original_error
    return original is not None and not isinstance(original, DomainError | GraphQLError)


def masked(error: GraphQLError) -> GraphQLError:
    """What a client sees of a fault of ours: a sentence and a number to report; the log has the rest."""
    number = f"E-{secrets.token_hex(2).upper()}-{secrets.token_hex(1).upper()}"
    log.error(
        "%s at %s: %r", number, error.path, error.original_error, exc_info=error.original_error
    )
    return GraphQLError(
        "The fault is ours. Nothing of yours is lost. If it stays, give this number to whoever"
        f" looks after Kith: {number}",
        nodes=error.nodes,
        path=error.path,
        extensions={"code": "INTERNAL", "number": number},
    )


class MaskFaults(MaskErrors):
    """Unexpected errors are logged with a number, and only the number leaves."""

    def __init__(self) -> None:
        super().__init__(should_mask_error=is_unexpected)

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        """The sentence with its number."""
        return masked(error)
