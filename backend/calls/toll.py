"""What is said of numbers that a line does not call (`contact_points/tolls.py`)."""

from collections.abc import Sequence

from backend.contact_points.tolls import Toll, barred
from backend.core.errors import NumberBarred

WORDS = {
    Toll.PREMIUM_RATE: "This is a premium-rate number. Lines do not call those.",
    Toll.SHARED_COST: "This is a shared-cost number. Lines do not call those.",
    Toll.UNASSIGNED: "This number belongs to no country; lines do not call those.",
    Toll.COUNTRY: "This line does not call {country}. An administrator may allow it in Settings → Telephone lines.",
}


def demand_allowed(e164: str, countries: Sequence[str]) -> None:
    """Refuse a number that costs extra or lies outside the countries that may be called."""
    if found := barred(e164, countries):
        raise NumberBarred(WORDS[found.toll].format(country=found.country), found.toll.value)
