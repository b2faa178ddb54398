"""What the account holds of the people and companies a block of rows may be about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from backend.core import text
from backend.core.changes import OWN, plain
from backend.core.database import execute
from backend.importing.prepared import NAMES, Prepared, name_key, place_key

CUSTOMER_FIELDS = (
    *NAMES, "birthday", "sex", "citizenship", "id_number", "id_issued_by", "passport_number",
    "licence_number", "source", "group_id", "discount", "payment_days", "newsletter",
    "promotional_sms",
    "do_not_email", "do_not_call", "blocked", "target_information", "role", "notes", "language",
    "time_zone",
)  # fmt: skip
COMPANY_FIELDS = ("name", "website", "notes")
FIELDS = {"Customer": CUSTOMER_FIELDS, "Company": COMPANY_FIELDS}
TABLE = {"Customer": "customer", "Company": "company"}


@dataclass(slots=True)
class Holding:
    """A customer or a company as it stands, or as earlier rows will have made it.

    `id` is negative for what is only planned. Points are held by the keys that make them equal.
    """

    kind: str
    id: int
    fields: dict[str, Any] = field(default_factory=dict)
    number: int | None = None
    external_id: str = ""
    version: int = 1
    deleted: bool = False
    via: str = ""
    stamp: list[Any] = field(default_factory=list)
    phones: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    companies: set[int] = field(default_factory=set)
    positions: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    mains: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The name for messages."""
        if self.kind == "Company":
            return str(self.fields.get("name", ""))
        return " ".join(str(self.fields[n]) for n in NAMES if self.fields.get(n))

    @property
    def words(self) -> frozenset[str]:
        """The folded words of the name."""
        return frozenset(text.words(self.name))

    @property
    def name_key(self) -> str:
        """The key its name is compared by."""
        return name_key(self.kind, self.fields)


@dataclass(slots=True)
class Index:
    """Which holdings a key leads to.

    Keys begin with x: (id in a source), n: (number), p: (phone), e: (e-mail), b: (name and
    birthday) or s: (name).
    """

    by_key: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    holdings: dict[tuple[str, int], Holding] = field(default_factory=dict)

    def add(self, holding: Holding) -> None:
        """Take in a holding under all its keys; again after it grew."""
        self.holdings[holding.kind, holding.id] = holding
        for key in keys_of_holding(holding):
            ids = self.by_key[holding.kind, key]
            if holding.id not in ids:
                ids.append(holding.id)

    def find(self, kind: str, key: str) -> list[Holding]:
        """The holdings of a kind under a key, those known longest first."""
        found = self.by_key.get((kind, key), ())
        return [self.holdings[kind, pk] for pk in found if (kind, pk) in self.holdings]


def keys_of_holding(holding: Holding) -> list[str]:
    """Every key a holding can be found by."""
    birthday, name = holding.fields.get("birthday"), holding.name_key
    keys = [f"p:{key}" for key in holding.phones] + [f"e:{key}" for key in holding.emails]
    keys += [f"x:{holding.external_id}"] if holding.external_id else []
    keys += [f"n:{holding.number}"] if holding.number else []
    keys += [f"b:{name}|{birthday}"] if birthday else []
    return [*keys, f"s:{name}"]


def keys_of_row(row: Prepared) -> list[str]:
    """Every key under which somebody could stand whom a row is about."""
    keys = [f"p:{phone.key}" for phone in row.phones]
    keys += [f"e:{email.normalised}" for email in row.emails]
    keys += [f"x:{row.key}"] if row.key else []
    keys += [f"n:{row.number}"] if row.number else []
    if row.fields.get("birthday"):
        keys.append(f"b:{row.sort_key}|{row.fields['birthday']}")
    return [*keys, f"s:{row.sort_key}"]


CANDIDATES = {
    "Customer": """
SELECT id FROM customer WHERE account_id = current_account() AND external_id = ANY ($1::text[])
UNION SELECT id FROM customer WHERE account_id = current_account() AND number = ANY ($2::bigint[])
UNION SELECT customer_id FROM phone_number
 WHERE account_id = current_account() AND e164 = ANY ($3::text[]) AND customer_id IS NOT NULL
UNION SELECT customer_id FROM email_address
 WHERE account_id = current_account() AND normalised = ANY ($4::text[]) AND customer_id IS NOT NULL
UNION SELECT id FROM customer WHERE account_id = current_account() AND sort_key = ANY ($5::text[])
""",
    "Company": """
SELECT id FROM company WHERE account_id = current_account() AND external_id = ANY ($1::text[])
UNION SELECT id FROM company WHERE account_id = current_account() AND sort_key = ANY ($2::text[])
""",
}
POINTS = {
    "phones": "SELECT {owner} AS owner, e164 || ';' || extension AS key, main FROM phone_number",
    "emails": "SELECT {owner} AS owner, normalised AS key, main FROM email_address",
    "companies": "SELECT {owner} AS owner, company_id AS key, main FROM affiliation",
}
PLACES = """
SELECT a.{owner} AS owner, l.country, l.street, l.sublocality, l.city, l.region, l.postal_code
  FROM address a JOIN location l ON l.account_id = a.account_id AND l.id = a.location_id
 WHERE a.account_id = current_account() AND a.{owner} = ANY ($1::bigint[])
"""


async def load(kind: str, rows: Iterable[Prepared]) -> list[Holding]:
    """Every holding of a kind that one of these rows could be about, with all its points."""
    found = await execute(CANDIDATES[kind], *_arguments(kind, list(rows)))
    return await by_ids(kind, [record["id"] for record in found])


def _arguments(kind: str, rows: Sequence[Prepared]) -> list[list[Any]]:
    keys = [row.key for row in rows if row.key]
    names = list({row.sort_key for row in rows})
    if kind == "Company":
        ties = [tie for row in rows for tie in row.companies]
        own = [row for row in rows if row.kind == "Company"]
        return [
            [row.key for row in own if row.key] + [tie.key for tie in ties if tie.key],
            [row.sort_key for row in own] + [tie.sort_key for tie in ties],
        ]
    people = [row for row in rows if row.kind == "Customer"]
    return [
        keys,
        [row.number for row in people if row.number],
        [phone.e164 for row in people for phone in row.phones],
        [email.normalised for row in people for email in row.emails],
        names,
    ]


async def by_ids(kind: str, ids: Sequence[int]) -> list[Holding]:
    """These holdings with all their points; nothing is locked, whoever writes checks versions."""
    if not ids:
        return []
    columns = ", ".join(FIELDS[kind])
    number = "number" if kind == "Customer" else "NULL::bigint AS number"
    records = await execute(
        f"SELECT id, {number}, external_id, version, deleted_at, created_via, modified_at,"
        f" modified_by, modified_via, custom, {columns} FROM {TABLE[kind]}"
        " WHERE account_id = current_account() AND id = ANY ($1::bigint[])",
        list(ids),
    )
    held = {record["id"]: _holding(kind, record) for record in records}
    await _add_points(kind, held)
    return [held[pk] for pk in ids if pk in held]


def _holding(kind: str, record: Mapping[str, Any]) -> Holding:
    return Holding(
        kind=kind,
        id=record["id"],
        fields={name: plain(record[name]) for name in FIELDS[kind]}
        | {f"{OWN}{key}": value for key, value in orjson.loads(record["custom"]).items()},
        number=record["number"],
        external_id=record["external_id"] or "",
        version=record["version"],
        deleted=record["deleted_at"] is not None,
        via=record["created_via"],
        stamp=[plain(record[f"modified_{what}"]) for what in ("at", "by", "via")],
    )


async def _add_points(kind: str, held: Mapping[int, Holding]) -> None:
    owner, ids = f"{TABLE[kind]}_id", list(held)
    for name, sql in POINTS.items():
        if kind == "Company" and name == "companies":
            continue
        where = f" WHERE account_id = current_account() AND {owner} = ANY ($1::bigint[])"
        for record in await execute(sql.format(owner=owner) + where, ids):
            holding = held[record["owner"]]
            getattr(holding, name).add(record["key"])
            holding.positions[name] += 1
            if record["main"]:
                holding.mains.add(name)
    for record in await execute(PLACES.format(owner=owner), ids):
        held[record["owner"]].places.add(place_key(record))
        held[record["owner"]].positions["places"] += 1


GROUPS = "SELECT id, name FROM customer_group WHERE account_id = current_account()"


async def groups() -> dict[str, int]:
    """The account's groups by their folded names."""
    return {text.match_key(record["name"]): record["id"] for record in await execute(GROUPS)}


def freeze(holding: Holding) -> bytes:
    """A holding in a few hundred bytes, to remember a hundred thousand of them."""
    stored = {name: getattr(holding, name) for name in _FROZEN}
    return orjson.dumps(stored | {name: list(stored[name]) for name in _SETS})


def thaw(frozen: bytes) -> Holding:
    """The holding that `freeze` put away."""
    stored = orjson.loads(frozen)
    return Holding(**stored | {name: set(stored[name]) for name in _SETS})


_SETS = ("phones", "emails", "places", "companies")
_FROZEN = (
    "kind", "id", "fields", "number", "external_id", "version", "deleted", "via", *_SETS,
)  # fmt: skip
