"""The words an import's fields may have."""

import strawberry

from backend.importing.dates import DateOrder
from backend.importing.deciding import Verdict
from backend.importing.mapping import Match, SamePhone, TableRole
from backend.importing.runs import RunState

strawberry.enum(RunState, name="ImportState", description="Where an import stands.")
strawberry.enum(Verdict, name="ImportVerdict", description="What a row does, or did.")
strawberry.enum(Match, name="ImportMatch", description="How sure a column's target is.")
strawberry.enum(TableRole, name="ImportRole", description="What a file among several tells of.")
strawberry.enum(SamePhone, description="What to do with two rows of one name and telephone number.")
strawberry.enum(DateOrder, description="The order of day, month and year in a column.")

__all__ = ["DateOrder", "Match", "RunState", "SamePhone", "TableRole", "Verdict"]
