"""What a row comes to: its verdict, the reasons, what it changes and adds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from backend.importing.holdings import Holding
from backend.importing.prepared import CompanyTie, Email, Phone, PlaceAt, Prepared


class Verdict(StrEnum):
    """What a row does, or did."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row, or the part of it in `field`, is refused.

    `holder` has the value already, and may have got it from the same block of rows: who that is, is
    told once it is written.
    """

    field: str
    value: str
    reason: str
    owner: int | None = None
    holder: Holding | None = None

    def to_json(self) -> dict[str, Any]:
        """The form in which it is stored: the holder as `owner`, by id and with their number."""
        owner, says = self.owner, self.reason
        if self.holder is not None:
            owner = self.holder.id if self.holder.id > 0 else None
            says += f" Client {self.holder.number}." if self.holder.number else ""
            says += " They are deleted." if self.holder.deleted else ""
        return {"field": self.field, "value": self.value, "reason": says, "owner": owner}


@dataclass(slots=True)
class Decision:
    """What a row comes to. `holding` is whom it is about; ids below zero are not written yet."""

    verdict: Verdict
    row: Prepared | None = None
    holding: Holding | None = None
    reasons: list[Reason] = field(default_factory=list)
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    phones: list[Phone] = field(default_factory=list)
    emails: list[Email] = field(default_factory=list)
    places: list[PlaceAt] = field(default_factory=list)
    companies: list[tuple[Holding, CompanyTie]] = field(default_factory=list)

    @property
    def grows(self) -> bool:
        """Whether it adds points or ties."""
        return bool(self.phones or self.emails or self.places or self.companies)


@dataclass
class Said:
    """Which fields the rows of an import have spoken of, person by person."""

    before: dict[tuple[str, int], frozenset[str]] = field(default_factory=dict)
    now: dict[int, tuple[Holding, frozenset[str]]] = field(default_factory=dict)
    _same: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)

    def of(self, holding: Holding) -> frozenset[str]:
        """The fields earlier rows gave this one."""
        here = self.now.get(id(holding))
        return self.before.get((holding.kind, holding.id), frozenset()) | (
            here[1] if here else set()
        )

    def add(self, holding: Holding, fields: Iterable[str]) -> None:
        """One more row of the running block."""
        self.now[id(holding)] = (holding, self.of(holding) | frozenset(fields))

    def keep(self) -> None:
        """The block is written, its people have their ids."""
        for holding, fields in self.now.values():
            key = (holding.kind, holding.id)
            both = fields | self.before.get(key, frozenset())
            self.before[key] = self._same.setdefault(both, both)
        self.now.clear()
