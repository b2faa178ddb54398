"""Lists narrowed by a text, which means there what it means in the search box, and by custom fields."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from backend.custom_fields.types import RecordKind
from backend.custom_fields.values import conditions
from backend.search.service import matching_ids
from schema.context import Info
from schema.search.enums import Kind

FilterT = TypeVar("FilterT")

TEXT = "What the search box would find by these words, numbers or addresses, up to 1,000 rows."


async def narrowed(info: Info, which: FilterT, kind: Kind, given: Any) -> FilterT:
    """The filter with what the input's `text` and `customFields` ask; without them, as it is."""
    return await _by_own(info, await _by_text(info, which, kind, given), kind, given)


async def _by_own(info: Info, which: FilterT, kind: Kind, given: Any) -> FilterT:
    asked = [one.condition() for one in (given.custom_fields if given is not None else None) or ()]
    if not asked:
        return which
    account_id = info.context.signed_in().account_id
    custom = await conditions(account_id, RecordKind[kind.name], asked)
    return dataclasses.replace(which, custom=custom)  # type: ignore[type-var]


async def _by_text(info: Info, which: FilterT, kind: Kind, given: Any) -> FilterT:
    text = given.text if given is not None else None
    if not text or not text.strip():
        return which
    ids = await matching_ids(info.context.signed_in(), text=text, kind=kind)
    return dataclasses.replace(which, ids=ids)  # type: ignore[type-var]
