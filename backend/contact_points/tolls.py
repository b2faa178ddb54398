"""Which numbers cost extra or lie where nobody here calls or writes: they are refused before anything leaves.

Stolen sign-ins are used to call and to write to numbers that pay their owner; a list of countries and
the kinds of numbers that cost extra keep the bill small.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from babel import Locale

from backend.contact_points.phones import PhoneType, try_phone


class Toll(StrEnum):
    """Why a number is barred."""

    PREMIUM_RATE = "premium_rate"
    SHARED_COST = "shared_cost"
    COUNTRY = "country"
    UNASSIGNED = "unassigned"


COSTLY = {
    PhoneType.PREMIUM_RATE: Toll.PREMIUM_RATE,
    PhoneType.SHARED_COST: Toll.SHARED_COST,
}
NOWHERE = frozenset({"001"})
"""What the library says of satellites and of numbers of no country."""


@dataclass(frozen=True, slots=True)
class Barred:
    """A number that is refused: why, and the English name of its country where that is why."""

    toll: Toll
    country: str = ""


def barred(e164: str, countries: Sequence[str] | None) -> Barred | None:
    """Why a number is refused; None where it is not. Without `countries` (alpha-2) all are allowed."""
    phone = try_phone(e164)
    if phone is None:
        return Barred(Toll.UNASSIGNED)
    if phone.type in COSTLY:
        return Barred(COSTLY[phone.type])
    if countries is None:
        return None
    regions = regions_of(e164)
    if not regions:
        return Barred(Toll.UNASSIGNED)
    # A prefix of several countries, and no plan that says which: any of them might be reached.
    abroad = [region for region in regions if region not in countries]
    if abroad:
        return Barred(Toll.COUNTRY, Locale("en").territories.get(abroad[0], abroad[0]))
    return None


def regions_of(e164: str) -> list[str]:
    """The country a number is assigned to; for one that is only possible, all that share its prefix."""
    number = phonenumbers.parse(e164)
    region = phonenumbers.region_code_for_number(number)
    found = (
        [region]
        if region
        else list(phonenumbers.region_codes_for_country_code(number.country_code or 0))
    )
    return [] if NOWHERE & set(found) else found
