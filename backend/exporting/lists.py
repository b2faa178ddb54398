"""The lists that can be exported: which rows, in which columns, with which permission."""

import base64
import binascii
import dataclasses
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg

from backend.accounts.permissions import Permission
from backend.companies import queries as companies
from backend.contacts import queries as contacts
from backend.core import database
from backend.core.errors import InvalidInput
from backend.customers import queries as customers
from backend.projects import queries as projects

PAGE = 500

Column = tuple[str, Callable[[Mapping[str, Any]], object]]


def plain(name: str) -> Callable[[Mapping[str, Any]], object]:
    """A column as it stands."""
    return lambda row: row[name]


def yes_no(name: str) -> Callable[[Mapping[str, Any]], object]:
    """A column of yes and no."""
    return lambda row: "yes" if row[name] else "no"


@dataclass(frozen=True, slots=True)
class List:
    """One list: its table, filter, who may read it, and its own columns as a table shows them."""

    kind: str
    filter: type[Any]
    read: Permission
    columns: Sequence[Column]
    party: bool = True
    joined: str = ""


GROUP = "(SELECT g.name FROM customer_group g WHERE g.id = group_id) AS group_name"
PROJECT_COMPANY = "(SELECT c.name FROM company c WHERE c.id = company_id) AS company_name"

LISTS = {
    "customers": List(
        "customer",
        customers.Filter,
        Permission.CUSTOMER_READ,
        [
            ("Kith number", plain("number")),
            ("First name", plain("first_name")),
            ("Middle name", plain("middle_name")),
            ("Last name", plain("last_name")),
            ("Birthday", plain("birthday")),
            ("Sex", plain("sex")),
            ("Citizenship", plain("citizenship")),
            ("Group", plain("group_name")),
            ("Discount", plain("discount")),
            ("Payment days", plain("payment_days")),
            ("Newsletter", yes_no("newsletter")),
            ("Promotional SMS", yes_no("promotional_sms")),
            ("Do not e-mail", yes_no("do_not_email")),
            ("Do not call", yes_no("do_not_call")),
            ("Blocked", yes_no("blocked")),
            ("Language", plain("language")),
            ("Time zone", plain("time_zone")),
            ("Target information", plain("target_information")),
            ("Role", plain("role")),
            ("Notes", plain("notes")),
        ],
        joined=GROUP,
    ),
    "contacts": List(
        "contact",
        contacts.Filter,
        Permission.CONTACT_READ,
        [
            ("First name", plain("first_name")),
            ("Middle name", plain("middle_name")),
            ("Last name", plain("last_name")),
            ("Birthday", plain("birthday")),
            ("Job title", plain("job_title")),
            ("Do not e-mail", yes_no("do_not_email")),
            ("Do not call", yes_no("do_not_call")),
            ("Active", yes_no("active")),
            ("Language", plain("language")),
            ("Time zone", plain("time_zone")),
            ("Notes", plain("notes")),
        ],
    ),
    "companies": List(
        "company",
        companies.Filter,
        Permission.COMPANY_READ,
        [
            ("Company id", lambda row: f"kith-{row['id']}"),
            ("Company name", plain("name")),
            ("Legal name", plain("legal_name")),
            ("Registration number", plain("registration_number")),
            ("VAT number", plain("vat_number")),
            ("Website", plain("website")),
            ("Industry", plain("industry")),
            ("Notes", plain("notes")),
        ],
    ),
    "projects": List(
        "project",
        projects.Filter,
        Permission.PROJECT_READ,
        [
            ("Number", plain("number")),
            ("Project", plain("name")),
            ("Stage", plain("stage")),
            ("Company", plain("company_name")),
            ("Starts", plain("starts_on")),
            ("Ends", plain("ends_on")),
            ("Notes", plain("notes")),
        ],
        party=False,
        joined=PROJECT_COMPANY,
    ),
}


def filter_of(chosen: List, given: Mapping[str, str]) -> Any:
    """The list's filter from the words of an address: `country=PL&doNotCall=true&group=<id>`.

    Raises InvalidInput for a condition the list does not have, and for a value that is none.
    """
    known = {f.name: str(f.type) for f in dataclasses.fields(chosen.filter) if f.name != "custom"}
    values: dict[str, Any] = {}
    for word, text in given.items():
        name = "".join(f"_{char.lower()}" if char.isupper() else char for char in word)
        column = name if name in known else f"{name}_id"
        if column not in known:
            raise InvalidInput(f"This list has no condition “{word}”.", (word,))
        values[column] = _value(word, text, known[column])
    return chosen.filter(**values)


def _value(word: str, text: str, kind: str) -> Any:
    if "Sequence[str]" in kind:
        return text.split(",")
    if "Sequence" in kind:
        return [_key(word, item) for item in text.split(",")]
    if "bool" in kind:
        if text.lower() not in ("true", "false"):
            raise InvalidInput(f"{word} is true or false.", (word,))
        return text.lower() == "true"
    return _key(word, text) if "int" in kind else text


def _key(word: str, text: str) -> int:
    """The key in a global id."""
    try:
        key = base64.b64decode(text, validate=True).decode("ascii").rpartition(":")[2]
        return int(key)
    except (ValueError, binascii.Error) as error:
        raise InvalidInput("This is not an id of ours.", (word,)) from error


async def pages(
    account_id: int, chosen: List, which: Any
) -> AsyncIterator[Sequence[asyncpg.Record]]:
    """The rows of a list in the order of their ids, some hundred at a time."""
    last = 0
    columns = ", ".join(filter(None, ["*", chosen.joined]))
    while True:
        arguments: list[Any] = []
        where = which.where(arguments)
        arguments.append(last)
        sql = f"SELECT {columns} FROM {chosen.kind} WHERE {where} AND id > ${len(arguments)}"
        rows = await database.fetch(account_id, f"{sql} ORDER BY id LIMIT {PAGE}", *arguments)
        if not rows:
            return
        yield rows
        last = rows[-1]["id"]
