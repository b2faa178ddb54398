"""The words a project's fields may have."""

import strawberry

from backend.projects.fields import Stage
from backend.projects.known import KnownBy
from backend.projects.queries import Order

strawberry.enum(KnownBy, description="What gives somebody on record away.")
strawberry.enum(Stage, name="ProjectStage", description="How far a project is.")
strawberry.enum(
    Order, name="ProjectOrderField", description="What a list of projects is sorted by."
)

__all__ = ["KnownBy", "Order", "Stage"]
