"""Amounts of money: whole minor units with their currency, never a fraction of a cent."""

from __future__ import annotations

from typing import NewType

import strawberry

from backend.core.money import MOST_MINOR

SafeInt = NewType("SafeInt", int)
"""A whole number beyond GraphQL's 32 bits: 21 million euro in cents is already more."""


def _read(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > MOST_MINOR:
        raise ValueError("A whole number of at most 15 digits is wanted.")
    return value


SAFE_INT = strawberry.scalar(
    name="SafeInt",
    description="A whole number between −(2⁵³ − 1) and 2⁵³ − 1, which JSON carries exactly.",
    serialize=int,
    parse_value=_read,
)


@strawberry.type(description="An amount of money.")
class Money:
    minor: SafeInt = strawberry.field(
        description="In the currency's smallest unit: cents, øre; yen have none."
    )
    currency: str = strawberry.field(description="ISO 4217.")


@strawberry.input(description="An amount of money.")
class MoneyInput:
    minor: SafeInt = strawberry.field(description="In the currency's smallest unit.")
    currency: str = strawberry.field(description="ISO 4217.")
