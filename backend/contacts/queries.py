"""Reads of contacts: one page of the list, some by id."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from backend.core.listing import Listing, conditions
from backend.custom_fields.values import Wanted, where

COLUMNS = """id, first_name, middle_name, last_name, sort_key, birthday, job_title, certificate,
 manager_id, other_means, do_not_email, do_not_call, contact_preference, active, notes, language,
 time_zone, custom, version, created_at, created_by, created_via, modified_at, modified_by, modified_via,
 deleted_at"""

BY_ID = f"SELECT id AS key, {COLUMNS} FROM contact WHERE id = ANY ($1::bigint[])"


class Order(StrEnum):
    """How the list is sorted; the id breaks ties."""

    NAME = "name"
    CREATED = "created"
    MODIFIED = "modified"


CONTACTS = Listing("contact", COLUMNS)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which contacts; None leaves a condition out. Only active ones unless asked (R011)."""

    deleted: bool = False
    active: bool | None = True
    manager_id: int | None = None
    company_id: int | None = None
    project_id: int | None = None
    do_not_call: bool | None = None
    do_not_email: bool | None = None
    ids: Sequence[int] | None = None
    custom: Sequence[Wanted] = ()

    def where(self, arguments: list[Any]) -> str:
        """SQL conditions; appends their values to `arguments`."""
        columns = ("active", "manager_id", "do_not_call", "do_not_email")
        sql = conditions(self, arguments, columns=columns, related=RELATED)
        return sql + where(self.custom, arguments)


RELATED = {
    "ids": "id = ANY ({place}::bigint[])",
    "company_id": "id IN (SELECT contact_id FROM affiliation WHERE company_id = {place})",
    "project_id": "id IN (SELECT contact_id FROM participation WHERE project_id = {place})",
}
