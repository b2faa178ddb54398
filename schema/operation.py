"""What surrounds every operation: who may ask at all, what it may cost, its one snapshot, what it took."""

import contextlib
import dataclasses
import logging
import secrets
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any

from graphql import DocumentNode, GraphQLError
from strawberry.extensions import AddValidationRules, MaskErrors, SchemaExtension
from strawberry.extensions.max_aliases import create_validator as aliases_at_most
from strawberry.extensions.query_depth_limiter import create_validator as depth_at_most
from strawberry.schema.exceptions import CannotGetOperationTypeError

from backend.core import database, metrics, pool
from backend.core.errors import DomainError
from schema.batches import Loaders
from schema.context import Context
from schema.cost import LIMIT, budget
from schema.prepared import Operations, Prepared, remember, remembered

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
    """The long way: what surrounds every operation, at the stages where Strawberry asks for it."""

    errors: Sequence[GraphQLError] = ()
    """What kept it from being run, where Strawberry shows it to no extension."""

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
            self._count()

    async def on_execute(self) -> AsyncIterator[None]:
        """Remember what was prepared, refuse what is too much, then run inside the tenant."""
        running = self.execution_context
        prepared = prepare(running.query, running.graphql_document).get(running.operation_name)
        if prepared is None:  # of a name the document has not: graphql-core says so
            yield
            return
        try:
            admit(prepared, running.variables or {}, running.context)
            async with surroundings(prepared, running.context):
                yield
        except Exception as fault:
            self.errors = [as_error(fault)]
            raise shown(self.errors)[0] from fault

    def on_stream_result(self, *_: Any) -> Iterator[None]:
        """The next event of a subscription is read afresh."""
        yield
        context: Context = self.execution_context.context
        context.loaders.clear()
        context.statements.clear()

    def get_results(self) -> dict[str, Any]:
        """`extensions` of the answer."""
        return results(self.execution_context.context)

    def _count(self) -> None:
        running, kind = self.execution_context, "unknown"
        with contextlib.suppress(RuntimeError, CannotGetOperationTypeError):
            kind = running.operation_type.value
        data, errors = (getattr(running.result, name, None) for name in ("data", "errors"))
        count(kind, data, running.pre_execution_errors or errors or self.errors)


def prepare(text: str | None, document: DocumentNode | None) -> Operations:
    """The operations of a valid document, remembered for the short way."""
    if text is None or document is None:
        return {}
    return remembered(text) or remember(text, document)


def admit(prepared: Prepared, variables: Mapping[str, Any], context: Context) -> None:
    """Refuse with a GraphQLError what a stranger may not ask or what is too much; charge the rest."""
    if context.actor is None and not prepared.roots <= PUBLIC:
        raise GraphQLError("Sign in first.", extensions={"code": "SIGN_IN_NEEDED"})
    context.cost = prepared.cost(variables)
    if context.cost > LIMIT:
        raise GraphQLError(
            f"This asks for about {context.cost:,} nodes; one operation may ask for {LIMIT:,}. Ask for fewer rows.",
            extensions={"code": "TOO_COSTLY", "cost": {"requested": context.cost, "limit": LIMIT}},
        )
    left, wait = budget.spend(_payer(context), context.cost)
    if left < 0 and context.actor is not None:
        raise GraphQLError(
            f"That was a lot in one minute. Ask again in {wait} s.",
            extensions={"code": "RATE_LIMITED", "retryAfter": wait},
        )


def _payer(context: Context) -> object:
    """Whose budget an operation is taken from: each sign-in and token has its own, strangers share one."""
    actor = context.actor
    return (actor.account_id, actor.user_id, actor.credential) if actor else None


@contextlib.asynccontextmanager
async def surroundings(prepared: Prepared, context: Context) -> AsyncIterator[None]:
    """Its statements are counted; a query of somebody signed in has one snapshot."""
    counting = pool.statements.set(context.statements)
    try:
        if prepared.reads and context.actor and not COUNTED & prepared.roots:
            async with database.snapshot(context.actor.account_id):
                yield
        else:
            yield
    finally:
        pool.statements.reset(counting)


def results(context: Context) -> dict[str, Any]:
    """`extensions.cost`: sign-in and transaction control are not counted as statements."""
    return {
        "cost": {
            "requested": context.cost,
            "limit": LIMIT,
            "remaining": budget.left(_payer(context)),
            "sqlStatements": len(context.statements),
        }
    }


def count(kind: str, data: object, errors: Sequence[GraphQLError] | None) -> None:
    """Count an operation for /metrics; one that was not even run gets a line in the log."""
    outcome = "ok"
    if errors:
        outcome = "faulty" if any(is_unexpected(e) for e in errors) else "with errors"
    if errors and outcome != "faulty" and data is None and not errors[0].path:
        outcome = "refused"
        log.info("%s refused: %s", kind, errors[0].message[:200].encode("unicode_escape").decode())
    metrics.OPERATIONS.labels(kind, outcome).inc()


def as_error(fault: Exception) -> GraphQLError:
    """What was raised beside the fields, as an error of the operation."""
    return (
        fault if isinstance(fault, GraphQLError) else GraphQLError(str(fault), original_error=fault)
    )


def shown(errors: Sequence[GraphQLError]) -> list[GraphQLError]:
    """What a client sees of these errors."""
    return [masked(error) if is_unexpected(error) else error for error in errors]


def is_unexpected(error: GraphQLError) -> bool:
    """Neither the client's mistake nor a problem of ours that a user can act on."""
    original = error.original_error
    return original is not None and not isinstance(original, DomainError | GraphQLError)


def masked(error: GraphQLError) -> GraphQLError:
    """What a client sees of a fault of ours: a sentence and a number to report; the log has the rest.

    A write that gave way to another's is nobody's fault: nothing of it is kept, and it can be tried again.
    """
    if isinstance(error.original_error, database.GAVE_WAY):
        log.info("%s gave way: %s", error.path, type(error.original_error).__name__)
        return GraphQLError(
            "Somebody else is changing the same thing just now. Try again.",
            nodes=error.nodes,
            path=error.path,
            extensions={"code": "TRY_AGAIN"},
        )
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
