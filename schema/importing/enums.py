"""The words an import's fields may have."""

from backend.importing.dates import DateOrder
from backend.importing.decisions import Verdict
from backend.importing.mapping import Match, SamePhone, TableRole
from backend.importing.runs import RunState
from schema.enums import words

words(
    RunState,
    "Where an import stands.",
    name="ImportState",
    MAPPING="Its columns are being chosen.",
    CHECKING="The trial run is under way; nothing is written.",
    CHECKED="The trial run is over: what would happen can be looked at.",
    IMPORTING="Rows are being written.",
    DONE="Every row has been dealt with.",
    STOPPED="Ended by a person half-way; what was written stays and can be undone.",
    UNDOING="What it wrote is being taken back.",
    UNDONE="What it wrote has been taken back.",
    CANCELLED="Given up before anything was written.",
    FAILED="Ended by a fault of ours; it can be started again.",
)
words(
    Verdict,
    "What a row does, or did.",
    name="ImportVerdict",
    CREATE="Adds a record.",
    UPDATE="Changes a record that is there.",
    UNCHANGED="Says what is known already.",
    REFUSED="Is left out, with the reason.",
)
words(
    Match,
    "How sure a column's target is.",
    name="ImportMatch",
    RECOGNISED="Its heading is known.",
    GUESSED="Its values look like it.",
    LEFT_OUT="Nothing fits; it is not imported.",
    CHOSEN="A person has said so.",
)
words(
    TableRole,
    "What a file among several tells of.",
    name="ImportRole",
    PEOPLE="Customers or contacts.",
    COMPANIES="Companies.",
    AFFILIATIONS="Who is at which company.",
    PHONES="Telephone numbers of people in another file.",
    EMAILS="E-mail addresses of people in another file.",
    ADDRESSES="Addresses of people in another file.",
    IGNORED="Nothing that is imported.",
)
words(
    SamePhone,
    "What to do with two rows of one name and telephone number; of two names, the second arrives without it.",
    JOIN="They are one person.",
    REFUSE="The number stays with the first; the second arrives without it.",
)
words(
    DateOrder,
    "The order of day, month and year in a column.",
    DAY_FIRST="31.12.2025",
    MONTH_FIRST="12/31/2025",
    YEAR_FIRST="2025-12-31",
)

__all__ = ["DateOrder", "Match", "RunState", "SamePhone", "TableRole", "Verdict"]
