"""Which numbers a line may call: what costs extra, and where nobody here calls, is refused before dialling.

Stolen sign-ins are used to call numbers that pay their owner; a list of countries and the kinds of
numbers that cost extra keep the bill small.
"""

from collections.abc import Sequence
from enum import StrEnum

import phonenumbers
from babel import Locale

from backend.contact_points.phones import PhoneType, parse_phone
from backend.core.errors import NumberBarred


class Toll(StrEnum):
    """Why a line does not call a number."""

    PREMIUM_RATE = "premium_rate"
    SHARED_COST = "shared_cost"
    COUNTRY = "country"
    UNASSIGNED = "unassigned"


COSTLY = {
    PhoneType.PREMIUM_RATE: (Toll.PREMIUM_RATE, "This is a premium-rate number."),
    PhoneType.SHARED_COST: (Toll.SHARED_COST, "This is a shared-cost number."),
}
NOWHERE = frozenset({"001"})
"""What the library says of satellites and of numbers of no country."""


def demand_allowed(e164: str, countries: Sequence[str]) -> None:
    """Refuse a number that costs extra or lies outside the countries that may be called."""
    phone = parse_phone(e164)
    if phone.type in COSTLY:
        toll, what = COSTLY[phone.type]
        raise NumberBarred(f"{what} Lines do not call those.", toll.value)
    regions = regions_of(e164)
    if not regions:
        raise NumberBarred(
            "This number belongs to no country; lines do not call those.", Toll.UNASSIGNED.value
        )
    # A prefix of several countries, and no plan that says which: any of them might be rung.
    if abroad := [region for region in regions if region not in countries]:
        name = Locale("en").territories.get(abroad[0], abroad[0])
        raise NumberBarred(
            f"This line does not call {name}. An administrator may allow it in Settings → Lines.",
            Toll.COUNTRY.value,
        )


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
