"""Look-ahead: what is selected below a page is read for all of it before the executor walks it.

A field that gives several things, or one with much below it, says so: `await look_ahead(info, nodes)`.
Relations below which all is pure data become answers at once, in one statement for all of them
(`schema/columns.py`). Of any other the objects are loaded into their parents, in one statement
however many parents there are, and what is selected of them is read in turn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from graphql.execution.collect_fields import FieldDetails

from backend.core import database
from schema.batches import batch_of
from schema.columns import Page
from schema.compiling import Executor, Relation, Selection
from schema.context import Context, Info

Details = list[FieldDetails]


async def look_ahead(info: Info, parents: Sequence[Any], *paths: Sequence[str]) -> None:
    """Read every selected relation of these parents.

    `paths` are where the answer has them below the field being resolved; with none, they are what it gives.

    graphql-core's own executor looks at nothing ahead: there the relations load themselves.
    """
    executor = info.context.executor
    if executor is not None:
        raw = info._raw_info  # noqa: SLF001 - Strawberry's own view is a copy of every field
        below = [one for path in paths or ((),) for one in executor.asked_below(raw, path)]
        await _look_ahead(info.context, executor, parents, below)


def asks(info: Info, *path: str) -> bool:
    """Whether something is selected there; where nobody knows, everything is."""
    executor = info.context.executor
    return executor is None or bool(executor.asked_below(info._raw_info, path))  # noqa: SLF001


def page_asked(info: Info, kind: type[Any]) -> Page | None:
    """How the nodes of the connection being resolved are made of columns; None where they are to be objects."""
    executor, raw = info.context.executor, info._raw_info  # noqa: SLF001
    if executor is None or executor.asked_below(raw, ("edges",)):
        return None
    asked = executor.asked_below(raw, ("nodes",))
    return executor.page(kind.__strawberry_definition__.name, asked[0]) if len(asked) == 1 else None


async def _look_ahead(
    context: Context, executor: Executor, parents: Sequence[Any], below: Sequence[Details]
) -> None:
    by_type: dict[type[Any], list[Any]] = defaultdict(list)
    for parent in parents:
        if parent is not None:
            by_type[type(parent)].append(parent)
    for kind, same in by_type.items():
        to_load: dict[str, list[Relation]] = defaultdict(list)
        for details in below:
            selection = executor.selection(kind.__strawberry_definition__.name, details)
            answered = await _answer(context, selection, same)
            for relation in selection.relations:
                if relation.rows is None or not answered:
                    to_load[relation.slot].append(relation)
        for relations in to_load.values():
            await _load(context, executor, relations, same)


async def _answer(context: Context, selection: Selection, parents: list[Any]) -> bool:
    """Answer from rows what can be; whether all of it could."""
    if not selection.answered:
        return True
    keys = [[getattr(parent, key) for parent in parents] for key in selection.keys]
    async with database.reading(context.signed_in().account_id) as connection:
        tables = await selection.reading.read(connection, keys)
    try:
        answers = [rows.answers(tables, keys[rows.key]) for rows, _ in selection.answered]
    except Exception:  # noqa: BLE001 - whatever it is, graphql-core says it in the specification's words
        return False
    for (_, place), column in zip(selection.answered, answers, strict=True):
        for parent, answer in zip(parents, column, strict=True):
            # Not through __dict__, which Python makes only when it is asked for.
            setattr(parent, place, answer)
    return True


async def _load(
    context: Context, executor: Executor, relations: Sequence[Relation], parents: list[Any]
) -> None:
    """Load the objects of a relation, however often it is selected, and what is asked below them."""
    relation = relations[0]
    batch = batch_of(relation.batch)
    keys = [getattr(parent, relation.key) for parent in parents]
    asked = [key for key in dict.fromkeys(keys) if key is not None]
    account_id = context.signed_in().account_id
    found = await batch.load(account_id, asked) if asked else ()
    loaded = dict(zip(asked, found, strict=True))
    children: list[Any] = []
    for parent, key in zip(parents, keys, strict=True):
        value = loaded.get(key, [] if batch.many else None)
        setattr(parent, relation.slot, value)
        if value:
            children += value if batch.many else (value,)
    below = [one.details for one in relations if one.details[0].node.selection_set]
    if children and below:
        await _look_ahead(context, executor, children, below)
