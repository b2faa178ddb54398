"""Reads of projects: one page of the list, some by id."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from backend.core.listing import Listing, conditions
from backend.custom_fields.values import Wanted, where

COLUMNS = """id, number, name, stage, company_id, starts_on, ends_on, value_minor, value_currency,
 notes, sort_key, custom, version, created_at, created_by, created_via, modified_at, modified_by,
 modified_via, deleted_at"""

BY_ID = f"SELECT id AS key, {COLUMNS} FROM project WHERE id = ANY ($1::bigint[])"


class Order(StrEnum):
    """How the list is sorted; the id breaks ties."""

    NAME = "name"
    NUMBER = "number"
    CREATED = "created"
    MODIFIED = "modified"


PROJECTS = Listing("project", COLUMNS)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which projects; None leaves a condition out."""

    deleted: bool = False
    stages: Sequence[str] | None = None
    company_id: int | None = None
    customer_id: int | None = None
    contact_id: int | None = None
    ids: Sequence[int] | None = None
    custom: Sequence[Wanted] = ()

    def where(self, arguments: list[Any]) -> str:
        """SQL conditions; appends their values to `arguments`."""
        sql = conditions(self, arguments, columns=("company_id",), related=RELATED)
        return sql + where(self.custom, arguments)


RELATED = {
    "ids": "id = ANY ({place}::bigint[])",
    "stages": "stage = ANY ({place}::text[])",
    "customer_id": "id IN (SELECT project_id FROM participation WHERE customer_id = {place})",
    "contact_id": "id IN (SELECT project_id FROM participation WHERE contact_id = {place})",
}
