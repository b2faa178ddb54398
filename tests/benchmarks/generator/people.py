"""Rows of invented people, companies and projects, made as they are copied: none is kept."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.benchmarks.generator.names import Name, family_names, given_names

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TRADES = (
    "Systems Logistics Partners Foods Energy Design Labs Holdings Motors Textiles Media".split()
)
WORKS = "Website Migration Rollout Audit Renovation Campaign Onboarding Integration".split()
DOMAINS = "mail post web home office inbox letters box".split()
# A prefix of mobile numbers and how many digits follow.
MOBILES = (
    ("PL", "+485", 8), ("DE", "+4917", 9), ("FR", "+336", 8), ("ES", "+346", 8), ("IT", "+393", 9),
    ("US", "+1415", 7), ("SE", "+467", 8), ("NL", "+316", 8), ("CZ", "+4206", 8), ("GB", "+447", 9),
)  # fmt: skip

Row = dict[str, Any]


class People:
    """The people of one account; ids run from `first` on, the same seed gives the same people."""

    def __init__(self, account_id: int, customers: int, first: int, seed: int = 7) -> None:
        self.account_id = account_id
        self.customers = range(first, first + customers)
        self.contacts = range(first, first + max(customers // 10, 10))
        self.companies = range(first, first + max(customers // 20, 10))
        self.projects = range(first, first + max(customers // 10, 10))
        self._random = Random(seed)
        self._given = given_names(self._random)
        self._family = family_names(self._random)

    def customer_rows(self) -> Iterator[Row]:
        """Customers, a quarter of them with a middle name."""
        names = zip(
            self._given.draw(self._random, len(self.customers)),
            self._given.draw(self._random, len(self.customers)),
            self._family.draw(self._random, len(self.customers)),
            strict=True,
        )
        for key, (first, middle, last) in zip(self.customers, names, strict=True):
            made = NOW - timedelta(seconds=(key * 7919) % 157_680_000)
            yield {
                "id": key,
                "number": 10_001 + key - self.customers[0],
                **_names(first, middle if key % 4 == 0 else None, last),
                "id_number": f"{(key * 48_271) % 10**11:011d}" if key % 3 == 0 else "",
                "created_at": made,
                "modified_at": made,
            }

    def contact_rows(self) -> Iterator[Row]:
        """Contacts."""
        for key in self.contacts:
            first = self._given.draw(self._random, 1)[0]
            yield {"id": key, **_names(first, None, self._family.draw(self._random, 1)[0])}

    def company_rows(self) -> Iterator[Row]:
        """Companies called after a family and a trade."""
        for key in self.companies:
            name = self._family.names[(key * 31) % len(self._family.names)]
            trade = TRADES[key % len(TRADES)]
            yield {"id": key, **_titled(name, trade)}

    def project_rows(self) -> Iterator[Row]:
        """Projects, most of them of a company."""
        for key in self.projects:
            name = self._family.names[(key * 11) % len(self._family.names)]
            work = f"{WORKS[key % len(WORKS)]} {2020 + key % 7}"
            company = self.companies[key % len(self.companies)] if key % 5 else None
            number = 10_001 + key - self.projects[0]
            yield {"id": key, "number": number, "company_id": company, **_titled(name, work)}

    def phone_rows(self) -> Iterator[Row]:
        """One number each, every third person two, none twice."""
        place = self.account_id * 1_000
        for key in self.customers:
            for position in range(2 if key % 3 == 0 else 1):
                place += 1
                region, prefix, length = MOBILES[place % len(MOBILES)]
                # 7,368,787 has no factor in common with ten: every place gives another number.
                rest = f"{(place * 7_368_787) % 10**length:0{length}d}"
                e164 = f"{prefix}{rest}"
                yield {
                    "customer_id": key,
                    "label": ("mobile", "work")[position],
                    "typed": e164,
                    "e164": e164,
                    "region": region,
                    "type": "mobile",
                    "main": position == 0,
                    "position": position,
                }

    def email_rows(self) -> Iterator[Row]:
        """An address for nine in ten."""
        for key in self.customers:
            if key % 10:
                last = self._family.names[(key * 7) % len(self._family.names)].latin
                address = f"{last}{key}@{DOMAINS[key % len(DOMAINS)]}.example"
                yield {"customer_id": key, "typed": address, "normalised": address, "main": True}

    def affiliation_rows(self) -> Iterator[Row]:
        """A company for two customers in three and for every contact."""
        for kind, people in (("customer_id", self.customers), ("contact_id", self.contacts)):
            for key in people:
                if kind == "contact_id" or key % 3:
                    company = self.companies[(key * 104_729) % len(self.companies)]
                    yield {kind: key, "company_id": company, "main": True, "role": "buyer"}

    def participation_rows(self) -> Iterator[Row]:
        """A project for every second customer."""
        for key in self.customers[::2]:
            project = self.projects[(key * 15_485_863) % len(self.projects)]
            yield {"customer_id": key, "project_id": project, "role": "client"}


def _names(first: Name, middle: Name | None, last: Name) -> Row:
    words = first.words | last.words | (middle.words if middle else frozenset())
    return {
        "first_name": first.text,
        "middle_name": middle.text if middle else "",
        "last_name": last.text,
        "sort_key": f"{last.sort}  {first.sort}",
        "match_names": " ".join(sorted(words)),
    }


def _titled(name: Name, rest: str) -> Row:
    return {
        "name": f"{name.text} {rest}",
        "sort_key": f"{name.sort} {rest.lower()}",
        "match_names": " ".join(sorted({*name.words, *rest.lower().split()})),
    }
