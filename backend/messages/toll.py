"""What is said of numbers that SMS do not go to (`contact_points/tolls.py`)."""

from backend.contact_points.tolls import Toll, barred
from backend.core.errors import Refused
from backend.messages.carriers import Way

COSTLY = "This number costs extra. SMS do not go to such numbers."
WORDS = {
    Toll.PREMIUM_RATE: COSTLY,
    Toll.SHARED_COST: COSTLY,
    Toll.UNASSIGNED: "This number belongs to no country; SMS do not go to those.",
    Toll.COUNTRY: (
        "SMS to {country} are not allowed. An administrator allows it in Settings → Mail and SMS."
    ),
}


def demand_allowed(address: str, way: Way | None) -> None:
    """Refuse a number that costs extra or lies outside the countries of the gateway.

    A gateway writes to the countries in its settings, to its own where none are set. Without a
    gateway nothing leaves, and only what costs extra is refused. A short code belongs to the
    gateway's own network.
    """
    if not address.startswith("+"):
        return
    countries = (way.settings.get("countries") or [way.region]) if way is not None else None
    if found := barred(address, countries):
        raise Refused(WORDS[found.toll].format(country=found.country))
