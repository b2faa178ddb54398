"""The short way: an operation that was prepared before, run without Strawberry's view and extensions.

Those stages cost as much as the rows of a page (docs/performance.md). Admission, snapshot, masking
and the counts are the same functions as on the long way (`schema/operation.py`).
"""

from collections.abc import Mapping
from typing import Any

from graphql import ExecutionResult as Executed
from graphql import execute
from strawberry import Schema
from strawberry.execution import optimized_is_awaitable
from strawberry.types import ExecutionResult
from strawberry.utils.await_maybe import await_maybe

from schema.context import Context
from schema.operation import admit, as_error, count, results, shown, surroundings
from schema.prepared import Prepared


async def answer(
    schema: Schema, prepared: Prepared, variables: Mapping[str, Any] | None, context: Context
) -> ExecutionResult:
    """What a query answers, refused or not."""
    try:
        admit(prepared, variables or {}, context)
        async with surroundings(prepared, context):
            result = await await_maybe(
                execute(
                    schema._schema,  # noqa: SLF001 - graphql-core's, which has no public name
                    prepared.document,
                    context_value=context,
                    variable_values=variables,  # type: ignore[arg-type]
                    operation_name=prepared.name,
                    executor_class=schema.execution_context_class,
                    is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type]
                )
            )
    except Exception as fault:  # noqa: BLE001 - a refusal, or a lost database, in the same shape
        result = Executed(None, [as_error(fault)])
    count("query", result.data, result.errors)
    errors = shown(result.errors) if result.errors else None
    return ExecutionResult(result.data, errors, results(context))
