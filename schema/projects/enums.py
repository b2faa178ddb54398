"""The words a project's fields may have."""

from backend.projects.fields import Stage
from backend.projects.known import KnownBy
from backend.projects.queries import Order
from schema.enums import words

words(
    KnownBy,
    "What gives somebody on record away.",
    EMAIL="Their e-mail address.",
    PHONE="Their telephone number.",
    BIRTHDAY="Their name together with their day of birth.",
)
words(
    Stage,
    "How far a project is.",
    name="ProjectStage",
    PLANNED="Not begun.",
    ACTIVE="Under way.",
    PAUSED="Waiting.",
    DONE="Finished.",
    CANCELLED="Given up.",
)
words(
    Order,
    "What a list of projects is sorted by.",
    name="ProjectOrderField",
    NAME="By name.",
    NUMBER="By project number.",
    CREATED="By when they were added.",
    MODIFIED="By when they were last changed.",
)

__all__ = ["KnownBy", "Order", "Stage"]
