"""Reads of customers: one page of the list, some by id."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from backend.core.listing import Listing, conditions
from backend.custom_fields.values import Wanted, where

COLUMNS = """id, number, first_name, middle_name, last_name, sort_key, birthday, sex, citizenship,
 id_number, id_issued_by, passport_number, licence_number, source, group_id, operator_id, discount,
 payment_days, newsletter, promotional_sms, do_not_email, do_not_call, contact_preference, blocked,
 suppress_registration_email, store_id, target_information, role, notes, language, time_zone, custom,
 version, created_at, created_by, created_via, modified_at, modified_by, modified_via, deleted_at"""

BY_ID = f"SELECT id AS key, {COLUMNS} FROM customer WHERE id = ANY ($1::bigint[])"


class Order(StrEnum):
    """How the list is sorted; the id breaks ties."""

    NAME = "name"
    NUMBER = "number"
    CREATED = "created"
    MODIFIED = "modified"


CUSTOMERS = Listing("customer", COLUMNS)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which customers; None leaves a condition out."""

    deleted: bool = False
    group_id: int | None = None
    operator_id: int | None = None
    company_id: int | None = None
    project_id: int | None = None
    do_not_call: bool | None = None
    do_not_email: bool | None = None
    blocked: bool | None = None
    country: str | None = None
    ids: Sequence[int] | None = None
    custom: Sequence[Wanted] = ()

    def where(self, arguments: list[Any]) -> str:
        """SQL conditions; appends their values to `arguments`."""
        columns = ("group_id", "operator_id", "do_not_call", "do_not_email", "blocked")
        sql = conditions(self, arguments, columns=columns, related=RELATED)
        return sql + where(self.custom, arguments)


RELATED = {
    "company_id": "id IN (SELECT customer_id FROM affiliation WHERE company_id = {place})",
    "project_id": "id IN (SELECT customer_id FROM participation WHERE project_id = {place})",
    "country": "id IN (SELECT a.customer_id FROM address a JOIN location l ON l.id = a.location_id"
    " WHERE l.country = {place})",
    "ids": "id = ANY ({place}::bigint[])",
}
