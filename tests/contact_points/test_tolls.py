"""Which numbers are barred, for calls and SMS alike (R084)."""

import pytest

from backend.contact_points.tolls import Barred, Toll, barred


@pytest.mark.parametrize(
    ("number", "bar"),
    [
        ("+48601555018", None),
        ("+48700000000", Barred(Toll.PREMIUM_RATE)),
        ("+48801123456", Barred(Toll.SHARED_COST)),
        ("+351912555018", Barred(Toll.COUNTRY, "Portugal")),
        ("+15550123456", Barred(Toll.COUNTRY, "Antigua & Barbuda")),
        ("+8821655501234", Barred(Toll.UNASSIGNED)),
    ],
)
def test_what_costs_extra_or_lies_elsewhere_is_barred(number, bar):
    assert barred(number, ["PL", "US"]) == bar
