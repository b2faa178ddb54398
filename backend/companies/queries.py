"""Reads of companies: one page of the list, some by id."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from backend.core.listing import Listing, conditions
from backend.custom_fields.values import Wanted, where

COLUMNS = """id, name, legal_name, registration_number, vat_number, website, industry, notes,
 parent_id, sort_key, custom, version, created_at, created_by, created_via, modified_at, modified_by,
 modified_via, deleted_at"""

BY_ID = f"SELECT id AS key, {COLUMNS} FROM company WHERE id = ANY ($1::bigint[])"


class Order(StrEnum):
    """How the list is sorted; the id breaks ties."""

    NAME = "name"
    CREATED = "created"
    MODIFIED = "modified"


COMPANIES = Listing("company", COLUMNS)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which companies; None leaves a condition out."""

    deleted: bool = False
    parent_id: int | None = None
    customer_id: int | None = None
    contact_id: int | None = None
    country: str | None = None
    ids: Sequence[int] | None = None
    custom: Sequence[Wanted] = ()

    def where(self, arguments: list[Any]) -> str:
        """SQL conditions; appends their values to `arguments`."""
        sql = conditions(self, arguments, columns=("parent_id",), related=RELATED)
        return sql + where(self.custom, arguments)


RELATED = {
    "ids": "id = ANY ({place}::bigint[])",
    "customer_id": "id IN (SELECT company_id FROM affiliation WHERE customer_id = {place})",
    "contact_id": "id IN (SELECT company_id FROM affiliation WHERE contact_id = {place})",
    "country": "id IN (SELECT a.company_id FROM address a JOIN location l ON l.id = a.location_id"
    " WHERE l.country = {place})",
}
