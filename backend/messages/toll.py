"""Which numbers SMS may go to: what costs extra, and countries nobody here writes to, are refused first."""

from babel import Locale

from backend.contact_points.phones import PhoneType, try_phone
from backend.core.errors import Refused
from backend.messages.carriers import Way

COSTLY = frozenset({PhoneType.PREMIUM_RATE, PhoneType.SHARED_COST})


def demand_allowed(address: str, way: Way | None) -> None:
    """Refuse a number that costs extra or lies outside the countries of the gateway.

    A gateway writes to the countries in its settings, to its own where none are set. Without a
    gateway nothing leaves and nothing costs. A short code belongs to the gateway's own network.
    """
    phone = try_phone(address) if address.startswith("+") else None
    if phone is None:
        return
    if phone.type in COSTLY:
        raise Refused("This number costs extra. SMS do not go to such numbers.")
    if way is None:
        return
    allowed = list(way.settings.get("countries") or [way.region])
    if phone.region not in allowed:
        where = Locale("en").territories.get(phone.region or "", "this country")
        raise Refused(
            f"SMS to {where} are not allowed. An administrator allows it in Settings → Mail and SMS."
        )
