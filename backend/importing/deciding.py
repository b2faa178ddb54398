"""Decides what becomes of a row, create, update, unchanged or refused, and what of it arrives."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from backend.core import text
from backend.importing.decisions import Decision, Reason, Said, Verdict
from backend.importing.holdings import Holding, Index
from backend.importing.mapping import SamePhone
from backend.importing.prepared import NAMES, CompanyTie, PlaceAt, Prepared


@dataclass
class Decider:
    """Decides rows one after the other; each sees what those before it will have done."""

    people: Index
    groups: dict[str, int]
    same_phone: SamePhone
    via: str
    said: "Said"
    next_id: int = -1

    def decide(self, row: Prepared | None, refusal: str = "") -> Decision:
        """The decision on one row; whom it makes or changes is reckoned with from then on."""
        if row is None:
            return Decision(Verdict.REFUSED, reasons=[Reason("", "", refusal)])
        holding, trouble = self._find(row)
        if trouble:
            return Decision(Verdict.REFUSED, row, reasons=[trouble])
        decision = Decision(Verdict.UNCHANGED, row, holding)
        decision.reasons = [Reason(**asdict(part)) for part in row.refused]
        if holding is None:
            decision.verdict = Verdict.CREATE
            decision.holding = self._new(row)
        else:
            decision.changes = _changes(row, holding, self.said.of(holding))
        self._take_group(decision, row)
        self._take_points(decision, row)
        if decision.verdict is Verdict.UNCHANGED and (decision.changes or decision.grows):
            decision.verdict = Verdict.UPDATE
            _take_id(decision, row)
        self._apply(decision)
        if decision.holding is not None:
            self.said.add(decision.holding, row.fields)
        return decision

    def _new(self, row: Prepared) -> Holding:
        holding = Holding(
            row.kind, self.next_id, dict(row.fields), external_id=row.key, via=self.via
        )
        self.next_id -= 1
        return holding

    def _find(self, row: Prepared) -> tuple[Holding | None, Reason | None]:
        """Whom the row is about, or why it cannot be told."""
        found = self._company(row) if row.kind == "Company" else self._person(row)
        if isinstance(found, Reason):
            return None, found
        if found is not None and found.deleted:
            client = f", client {found.number}," if found.number else ""
            says = f"{found.name}{client} is deleted. Restore them first."
            return None, Reason("", "", says, found.id if found.id > 0 else None)
        return found, None

    def _company(self, row: Prepared) -> Holding | None:
        if row.key and (known := self.people.find("Company", f"x:{row.key}")):
            return known[0]
        named = self.people.find("Company", f"s:{row.sort_key}")
        return next((held for held in named if not _elsewhere(held, row.key)), None)

    def _person(self, row: Prepared) -> Holding | Reason | None:
        words = frozenset(text.words(row.name))
        if row.key and (known := self.people.find("Customer", f"x:{row.key}")):
            return _same_id(row, words, known[0])
        if row.number:
            for held in self.people.find("Customer", f"n:{row.number}"):
                if words & held.words:
                    return held
        return self._by_points(row, words) or self._by_name(row)

    def _by_points(self, row: Prepared, words: frozenset[str]) -> Holding | None:
        for email in row.emails:
            for held in self.people.find("Customer", f"e:{email.normalised}"):
                if words & held.words and not _elsewhere(held, row.key):
                    return held
        for phone in row.phones:
            for held in self.people.find("Customer", f"p:{phone.key}"):
                same = words <= held.words or held.words <= words
                parted = self.same_phone is SamePhone.REFUSE and held.via == self.via
                if same and not parted and not _elsewhere(held, row.key):
                    return held
        return None

    def _by_name(self, row: Prepared) -> Holding | None:
        birthday = row.fields.get("birthday")
        if birthday:
            found = self.people.find("Customer", f"b:{row.sort_key}|{birthday}")
            return next((held for held in found if not _elsewhere(held, row.key)), None)
        if row.key or self._has_free_point(row):
            return None
        named = [
            held
            for held in self.people.find("Customer", f"s:{row.sort_key}")
            if not row.places or any(place.key in held.places for place in row.places)
        ]
        # Of several of one name, the one about whom the row says nothing new.
        return min(named, key=lambda held: len(_changes(row, held, ())), default=None)

    def _has_free_point(self, row: Prepared) -> bool:
        """Whether a number or address of the row is nobody's: then it is somebody new."""
        keys = [f"p:{phone.key}" for phone in row.phones]
        keys += [f"e:{email.normalised}" for email in row.emails]
        return any(not self.people.find("Customer", key) for key in keys)

    def _take_group(self, decision: Decision, row: Prepared) -> None:
        if not row.group or decision.holding is None:
            return
        group = self.groups.get(text.match_key(row.group))
        if group is None:
            says = f"There is no group “{row.group}”. Make it first."
            decision.reasons.append(Reason("group", row.group, says))
        elif decision.holding.fields.get("group_id") != group:
            decision.changes["group_id"] = (decision.holding.fields.get("group_id"), group)

    def _take_points(self, decision: Decision, row: Prepared) -> None:
        held = decision.holding
        if held is None:
            return
        for phone in row.phones:
            if owner := self._owner(held, f"p:{phone.key}"):
                decision.reasons.append(_taken("phone", "number", phone.typed, owner))
            elif phone.key not in held.phones:
                decision.phones.append(phone)
        for email in row.emails:
            if owner := self._owner(held, f"e:{email.normalised}"):
                decision.reasons.append(_taken("email", "address", email.typed, owner))
            elif email.normalised not in held.emails:
                decision.emails.append(email)
        decision.places = _new_places(row, held)
        for tie in row.companies:
            company = self._tied(tie)
            if company.id not in held.companies:
                decision.companies.append((company, tie))

    def _owner(self, held: Holding, key: str) -> Holding | None:
        """Which other customer has a value that only one may have."""
        if held.kind != "Customer":
            return None
        return next((o for o in self.people.find("Customer", key) if o.id != held.id), None)

    def _tied(self, tie: CompanyTie) -> Holding:
        """The company of a tie, made where there is none of its id or its name."""
        fields = {"name": tie.name}
        row = Prepared("Company", key=tie.key, fields=fields, sort_key=tie.sort_key)
        found = self._company(row)
        if found is not None and not found.deleted:
            return found
        made = Holding("Company", self.next_id, fields, external_id=tie.key, via=self.via)
        self.next_id -= 1
        self.people.add(made)
        return made

    def _apply(self, decision: Decision) -> None:
        held = decision.holding
        if held is None:
            return
        held.fields.update({name: new for name, (_, new) in decision.changes.items()})
        held.phones.update(phone.key for phone in decision.phones)
        held.emails.update(email.normalised for email in decision.emails)
        held.places.update(place.key for place in decision.places)
        held.companies.update(company.id for company, _ in decision.companies)
        self.people.add(held)


def _take_id(decision: Decision, row: Prepared) -> None:
    """Somebody found otherwise is found by their id next time."""
    held = decision.holding
    if held is not None and row.key and not held.external_id:
        decision.changes["external_id"] = (None, row.key)
        held.external_id = row.key


def _new_places(row: Prepared, held: Holding) -> list[PlaceAt]:
    new: dict[str, PlaceAt] = {}
    for place in row.places:
        if place.key not in held.places:
            new.setdefault(place.key, place)
    return list(new.values())


def _elsewhere(held: Holding, key: str) -> bool:
    """Whether the one held is known in the row's source under another id: then it is another."""
    source = key.partition(":")[0]
    return bool(key) and held.external_id.startswith(f"{source}:") and held.external_id != key


def _same_id(row: Prepared, words: frozenset[str], held: Holding) -> Holding | Reason:
    """The one of the same id, if anything else agrees: two programs may count from 1."""
    agrees = (
        bool(words & held.words)
        or any(phone.key in held.phones for phone in row.phones)
        or any(email.normalised in held.emails for email in row.emails)
    )
    if agrees:
        return held
    says = f"{held.name} has this id, and nothing else agrees. Give the source another name."
    return Reason("source_id", row.key.partition(":")[2], says, held.id if held.id > 0 else None)


def _taken(field_name: str, what: str, value: str, owner: Holding) -> Reason:
    return Reason(field_name, value, f"{owner.name} has this {what}.", holder=owner)


def _changes(row: Prepared, held: Holding, said: Collection[str]) -> dict[str, tuple[Any, Any]]:
    """What the row says otherwise, field → (from, to); what it leaves empty stays.

    What an earlier row of the import `said` of the same person stands: two rows that contradict
    each other would otherwise change it to and fro each time the file comes.
    """
    changes: dict[str, tuple[Any, Any]] = {}
    whole = " ".join(text.words(row.name)) == " ".join(text.words(held.name))
    for name, value in row.fields.items():
        now = held.fields.get(name)
        if value in (None, "") or value == now or name == "source":
            continue
        if (name in said and name != "notes") or (name in NAMES and whole):
            continue
        if name == "notes" and now:
            if str(value) in str(now):
                continue
            value = f"{now}\n\n{value}"  # noqa: PLW2901 - a note is added to, never overwritten
        changes[name] = (now, value)
    return changes
