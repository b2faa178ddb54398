from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.importing.dates import DateOrder, order_of, parse, parse_card

TODAY = date(2026, 11, 21)
DAY, MONTH = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST


@pytest.mark.parametrize(
    ("values", "otherwise", "order", "proven"),
    [
        (["4/8/1966", "8/12/1965", "12/31/1970"], DAY, MONTH, True),
        (["4/8/1966", "31/12/1970"], MONTH, DAY, True),
        (["4/8/1966", "8/12/1965"], MONTH, MONTH, False),
        (["4.8.1966"], MONTH, DAY, True),
        (["1966-08-04"], DAY, DAY, True),
        (["13/1/1970", "12/31/1970", "12/30/1970"], DAY, MONTH, False),
    ],
)
def test_the_order_of_a_column_is_decided_over_all_its_rows(values, otherwise, order, proven):
    assert order_of(values, otherwise) == (order, proven)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("4/8/1966", MONTH, date(1966, 4, 8)),
        ("4/8/1966", DAY, date(1966, 8, 4)),
        ("1966-08-04", MONTH, date(1966, 8, 4)),
        ("1966-08-04T10:00:00Z", DAY, date(1966, 8, 4)),
        ("19660804", DAY, date(1966, 8, 4)),
        ("04.08.66", DAY, date(1966, 8, 4)),
        ("04.08.05", DAY, date(2005, 8, 4)),
        ("4 Aug 1966", DAY, date(1966, 8, 4)),
        ("August 4th, 1966", DAY, date(1966, 8, 4)),
        ("1966年8月4日", DAY, date(1966, 8, 4)),
    ],
)
def test_dates_are_read_as_their_column_writes_them(text, order, expected):
    assert parse(text, order, today=TODAY) == expected


@pytest.mark.parametrize("text", ["31/2/1970", "13/13/1970", "soon", "4/8", "0000-00-00"])
def test_what_is_no_date_says_so_with_the_text(text):
    with pytest.raises(ValueError, match=text):
        parse(text, DAY, today=TODAY)


@pytest.mark.parametrize("text", ["--0415", "--04-15", "---15", "1996-04", "1996"])
def test_a_birthday_without_its_year_or_day_is_no_birthday(text):
    with pytest.raises(ValueError, match="has no"):
        parse_card(text, today=TODAY)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["/", "-", ".", " "]))
def test_every_date_survives_every_spelling(day, mark):
    spelled = {
        DAY: f"{day.day}{mark}{day.month}{mark}{day.year:04}",
        MONTH: f"{day.month:02}{mark}{day.day:02}{mark}{day.year:04}",
        DateOrder.YEAR_FIRST: f"{day.year:04}{mark}{day.month}{mark}{day.day}",
    }

    assert all(parse(text, order, today=TODAY) == day for order, text in spelled.items())
