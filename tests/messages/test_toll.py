"""Numbers SMS do not go to (R084)."""

import pytest

from backend.core.errors import Refused
from backend.messages.carriers import Way
from backend.messages.toll import demand_allowed


@pytest.mark.parametrize(
    ("number", "settings", "said"),
    [
        ("+48700000000", None, "costs extra"),
        ("+48801123456", {"countries": ["PL"]}, "costs extra"),
        ("+351912555018", {"countries": []}, "Portugal"),
        ("+8821655501234", {}, "no country"),
    ],
)
def test_sms_do_not_go_where_they_cost_extra_or_are_not_allowed(number, settings, said):
    way = None if settings is None else Way(1, 1, "kannel", region="PL", settings=settings)
    with pytest.raises(Refused, match=said):
        demand_allowed(number, way)


@pytest.mark.parametrize(
    ("number", "way"),
    [("+351912555018", None), ("7168", Way(1, 1, "kannel", region="PL")), ("Alder", None)],
)
def test_without_a_gateway_and_to_short_codes_they_may(number, way):
    demand_allowed(number, way)
