"""Cells of CSV files (RFC 4180) that a spreadsheet takes as text, never as a formula."""

import csv
import io
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"


def guarded(value: object) -> str:
    """The text of a cell; what a spreadsheet would run as a formula gets an apostrophe before it.

    A telephone number in E.164, + and digits, is left as it is: a spreadsheet makes it a number.
    """
    text = "" if value is None else str(value)
    if text.startswith(_FORMULA) and not _harmless(text):
        return GUARD + text
    return text


def unguarded(text: str) -> str:
    """The value that `guarded` made a cell of."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith(_FORMULA) else text


def line(values: Iterable[object]) -> str:
    """One record with its line end, every cell guarded."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow([guarded(value) for value in values])
    return buffer.getvalue()


def _harmless(text: str) -> bool:
    """Whether it is a telephone number as this program writes them: + and digits alone."""
    return text[0] == "+" and len(text) > 4 and text[1:].isdigit()
