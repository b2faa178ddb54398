import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.importing.tables import MAX_CELL, Dialect, Record, records, sniff


def cells(text: str, dialect: Dialect | None = None) -> list[Record]:
    return list(records(io.StringIO(text, newline=""), dialect or Dialect()))


@pytest.mark.parametrize(
    ("sample", "delimiter"),
    [
        ("name,phone\nAnn,1\nBob,2\n", ","),
        ("name;phone\nAnn;1\nBob;2,5\n", ";"),
        ("name\tphone\nAnn\t1\n", "\t"),
        ("name|phone\nAnn|1\n", "|"),
        ("name\nAnn\nBob\n", ","),
        ("sep=;\nname;phone\n", ";"),
        ('"name","note"\n"Ann","a; b; c"\n', ","),
    ],
)
def test_the_delimiter_is_found(sample, delimiter):
    assert sniff(sample).delimiter == delimiter


def test_cells_keep_line_breaks_and_lose_nul():
    assert cells('a,b\n"x\r\ny",z\0z\n')[1].cells == ("x\r\ny", "zz")


def test_blank_rows_are_left_out_and_still_counted():
    assert [(r.number, r.cells) for r in cells("a,b\n\n,\n1,2\n")] == [
        (1, ("a", "b")),
        (4, ("1", "2")),
    ]


def test_an_unclosed_quotation_refuses_its_row_and_no_other():
    found = cells('name,note\nAnn,"open\nBob,fine\nCid,fine\n')

    assert [r.cells[0] for r in found if not r.problem] == ["name", "Bob", "Cid"]
    assert [r.text for r in found if r.problem] == ['Ann,"open']


def test_an_unclosed_quotation_in_the_last_row_is_refused():
    assert cells('name\n"Ann\n')[-1].problem.startswith("A quotation mark")


def test_a_cell_too_long_refuses_its_row_and_no_other():
    found = cells(f"a,b\n{'x' * (MAX_CELL + 1)},1\nAnn,2\n")

    assert "longer than" in found[1].problem
    assert found[2].cells == ("Ann", "2")


@given(
    st.lists(
        st.lists(
            st.text(alphabet=st.characters(exclude_characters="\0", codec="utf-8")), min_size=1
        ),
        min_size=1,
    )
)
def test_whatever_csv_writes_comes_back_cell_by_cell(table):
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(table)
    expected = [tuple(row) for row in table if any(cell.strip() for cell in row)]

    assert [record.cells for record in cells(buffer.getvalue())] == expected


@given(st.text())
def test_no_text_stops_the_reader_and_no_line_is_lost(text):
    found = cells(text)
    kept = "".join("".join(record.cells) for record in found)

    assert all(char in kept or not char.isalnum() for char in text)
