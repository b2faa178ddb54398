"""Lists narrowed by a text, which means there what it means in the search box."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from backend.search.service import matching_ids
from schema.context import Info
from schema.search.enums import Kind

FilterT = TypeVar("FilterT")

TEXT = "What the search box would find by these words, numbers or addresses, up to 1,000 rows."


async def narrowed(info: Info, which: FilterT, kind: Kind, given: Any) -> FilterT:
    """The filter with the `ids` that the input's `text` finds; without a text, as it is."""
    text = given.text if given is not None else None
    if not text or not text.strip():
        return which
    ids = await matching_ids(info.context.signed_in(), text=text, kind=kind)
    return dataclasses.replace(which, ids=ids)  # type: ignore[type-var]
