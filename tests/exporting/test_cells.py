import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.exporting.cells import guarded, line, unguarded


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-2", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["Ann", "+48601412233", "O'Neal", "", "1-2", "'quoted'"])
def test_everything_else_stays_as_it_is(text):
    assert guarded(text) == text


def test_nothing_is_an_empty_cell():
    assert line([None, "a,b", 7]) == ',"a,b",7\r\n'


@given(
    st.lists(st.text(alphabet=st.characters(exclude_characters="\0", codec="utf-8")), min_size=2)
)
def test_every_text_comes_back_from_a_line(values):
    (record,) = csv.reader(io.StringIO(line(values), newline=""))
    expected = [v for v in values if not v.startswith("'")]

    assert [
        unguarded(cell) for cell, v in zip(record, values, strict=True) if v in expected
    ] == expected
