"""Turns an invented world into rows and facts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from backend.core.forms import name_keys
from backend.core.text import index_words, sort_key
from backend.custom_fields.types import Definition
from backend.demo import own
from backend.demo.people import Business, Person, Reach
from backend.demo.rows import Rows, told
from backend.demo.world import Call, Record, Tie, World

COLUMN = {"Customer": "customer_id", "Contact": "contact_id", "Company": "company_id"}
FIRST_NUMBER = 10001  # of customers and projects, as an account begins to count


@dataclass(frozen=True, slots=True)
class Furniture:
    """What the account has before its people come: ids, its line, its own fields by kind and label."""

    account_id: int
    users: Sequence[int]
    groups: Sequence[int]
    stores: Sequence[int]
    line_id: int
    line_number: str
    fields: Mapping[tuple[str, str], Definition]


@dataclass(slots=True)
class Filler:
    """Turns places in the world's lists into ids; facts wait to be numbered in their order."""

    rows: Rows
    at: Furniture
    ids: dict[str, list[int]] = field(default_factory=lambda: {k: [] for k in (*COLUMN, "Project")})
    facts: list[dict[str, Any]] = field(default_factory=list)

    def fill(self, world: World) -> None:
        """Add all there is, those first to whom others point."""
        for record in world.companies:
            self.company(record)
        for record in world.customers:
            self.customer(record)
        for record in world.contacts:
            self.person("Contact", record, record.values)
        for record in world.projects:
            self.project(record)
        for tie in world.affiliations:
            self.tie("Affiliation", tie)
        for tie in world.participations:
            self.tie("Participation", tie)
        for place, call in enumerate(world.calls):
            self.call(call, place, world.contacts if call.kind == "contact" else world.customers)

    def party(self, kind: str, record: Record, values: dict[str, Any], reach: Reach) -> None:
        """Add a customer, contact or company with everything that reaches it."""
        self._reach(kind, self._record(kind, record, values), record, reach)

    def person(self, kind: str, record: Record, extra: dict[str, Any]) -> None:
        """Add a customer or contact."""
        who = record.who
        assert isinstance(who, Person)  # noqa: S101 - for the type checker
        names = {"first_name": who.first, "middle_name": who.middle, "last_name": who.last}
        keys = name_keys(who.first, who.middle, who.last)
        rest = {"birthday": who.birthday, "language": who.country.language}
        self.party(kind, record, {**names, **keys, **rest, **extra}, who.reach)

    def customer(self, record: Record) -> None:
        """Add a customer with the next number."""
        who, wishes = record.who, dict(record.values)
        assert isinstance(who, Person)  # noqa: S101 - for the type checker
        group, operator = wishes.pop("group", None), wishes.pop("operator", None)
        references = {
            "group_id": None if group is None else self.at.groups[group],
            "operator_id": None if operator is None else self.at.users[operator],
            "store_id": self.at.stores[wishes.pop("store")],
            "number": FIRST_NUMBER + len(self.ids["Customer"]),
        }
        self.person("Customer", record, {"sex": who.sex, **wishes, **references})

    def company(self, record: Record) -> None:
        """Add a company."""
        who = record.who
        assert isinstance(who, Business)  # noqa: S101 - for the type checker
        values = {
            "name": who.name,
            "industry": who.industry,
            "website": f"https://www.{who.slug}.example",
            "sort_key": sort_key(who.name),
            "match_names": " ".join(sorted(index_words(who.name))),
            **record.values,
        }
        self.party("Company", record, values, who.reach)

    def project(self, record: Record) -> None:
        """Add a project of a company."""
        values = {k: v for k, v in record.values.items() if k != "company"}
        values |= {
            "name": record.who,
            "number": FIRST_NUMBER + len(self.ids["Project"]),
            "company_id": self.ids["Company"][record.values["company"]],
            "sort_key": sort_key(str(record.who)),
            "match_names": " ".join(sorted(index_words(str(record.who)))),
        }
        self._record("Project", record, values)

    def tie(self, model: str, tie: Tie) -> None:
        """Add an affiliation or a participation."""
        kind = tie.kind.capitalize()
        values: dict[str, Any] = {COLUMN[kind]: self.ids[kind][tie.person], "role": tie.role}
        if model == "Affiliation":
            values |= {"company_id": self.ids["Company"][tie.to], "main": tie.main}
        else:
            values |= {"project_id": self.ids["Project"][tie.to]}
        self.rows.add(model, **values)

    def call(self, call: Call, place: int, people: list[Record]) -> None:
        """Add a call that has ended, and for whom it was."""
        kind, number, typed = call.kind and call.kind.capitalize(), None, ""
        if kind:
            who = people[call.person].who
            assert isinstance(who, Person)  # noqa: S101 - for the type checker
            number, typed = who.reach.phones[0][1].e164, who.reach.phones[0][1].e164
        ended = call.at + timedelta(seconds=call.ended)
        outcome = "completed" if call.answered else "missed" if call.incoming else "no_answer"
        values = {
            "external_id": f"demo-{place}",
            "direction": "incoming" if call.incoming else "outgoing",
            "state": "ended",
            "rank": 9,
            "outcome": outcome,
            "from_typed": typed if call.incoming else self.at.line_number,
            "to_typed": self.at.line_number if call.incoming else typed,
            "number_e164": number,
            "user_id": None if call.by is None else self.at.users[call.by],
            "raised_at": call.at,
            "answered_at": call.answered and call.at + timedelta(seconds=call.answered),
            "ended_at": ended,
            "note": call.note,
        }
        key = self.rows.add("Call", line_id=self.at.line_id, **values)
        what = "call.missed" if outcome == "missed" else "call.ended"
        made = Record("", ended, call.by or 0)
        self.fact(what, ("Call", key), made, {"state": ["ringing", "ended"]})
        if kind:
            person = self.ids[kind][call.person]
            self.rows.add("CallParty", call_id=key, **{COLUMN[kind]: person})
            self.fact(what, (kind, person), made, {"outcome": [None, outcome]}, ("Call", key))

    def fact(
        self,
        what: str,
        node: tuple[str, int],
        record: Record,
        changes: dict[str, Any],
        part: tuple[str | None, int | None] = (None, None),
    ) -> None:
        """Remember a fact until all are known and can be numbered."""
        self.facts.append(
            {
                "type": what,
                "node_type": node[0],
                "node_id": node[1],
                "part_type": part[0],
                "part_id": part[1],
                "actor_id": self.at.users[record.by],
                "at": record.made,
                "changes": changes,
            }
        )

    def number_facts(self, behind: int) -> int:
        """Give the facts the account's next numbers in the order of their times."""
        self.facts.sort(key=lambda fact: fact["at"])
        for seq, fact in enumerate(self.facts, behind + 1):
            self.rows.add("Event", seq=seq, **fact)
        return behind + len(self.facts)

    def _record(self, kind: str, record: Record, values: dict[str, Any]) -> int:
        """Add a row with its own fields and the fact that it was made; returns its id."""
        custom = own.kept(self.at.fields, kind, values.pop("own", {}))
        key = self.rows.add(kind, **values, custom=custom, **self._stamps(record))
        self.ids[kind].append(key)
        made = told(values | own.told_apart(custom))
        self.fact(f"{kind.lower()}.created", (kind, key), record, made)
        return key

    def _stamps(self, record: Record) -> dict[str, Any]:
        user = self.at.users[record.by]
        return {
            "created_at": record.made,
            "created_by": user,
            "modified_at": record.made,
            "modified_by": user,
        }

    def _reach(self, kind: str, key: int, record: Record, reach: Reach) -> None:
        owner = {COLUMN[kind]: key}
        for n, (label, phone) in enumerate(reach.phones):
            values = {
                "label": label,
                "typed": phone.typed,
                "e164": phone.e164,
                "region": phone.region,
                "type": phone.type.value,
                "main": n == 0,
            }
            part = self.rows.add("PhoneNumber", position=n, **owner, **values)
            self.fact("phone.added", (kind, key), record, told(values), ("PhoneNumber", part))
        for n, (label, email) in enumerate(reach.emails):
            values = {
                "label": label,
                "typed": email.typed,
                "normalised": email.normalised,
                "main": n == 0,
            }
            part = self.rows.add("EmailAddress", position=n, **owner, **values)
            self.fact("email.added", (kind, key), record, told(values), ("EmailAddress", part))
        for n, (label, use, place) in enumerate(reach.addresses):
            location = {k: v for k, v in asdict(place).items() if v not in (None, "")}
            values = {"label": label, "use": use}
            part = self.rows.add(
                "Address",
                position=n,
                location_id=self.rows.add("Location", **location),
                **owner,
                **values,
            )
            facts = told(values | location)
            self.fact("address.added", (kind, key), record, facts, ("Address", part))
