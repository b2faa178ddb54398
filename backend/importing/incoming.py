"""The neutral record between a file and the database: one person as a source tells of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class IncomingPhone:
    """A number as written; `country` (ISO 3166-1 alpha-2) reads it where it has no prefix."""

    number: str
    label: str = ""
    main: bool = False
    country: str | None = None


@dataclass(frozen=True, slots=True)
class IncomingEmail:
    """An e-mail address as written."""

    address: str
    label: str = ""
    main: bool = False


@dataclass(frozen=True, slots=True)
class IncomingAddress:
    """A postal address; `country` is ISO 3166-1 alpha-2 or None, `street` may have lines."""

    label: str = ""
    street: str = ""
    sublocality: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str | None = None

    @property
    def empty(self) -> bool:
        """Whether it says nothing but, at most, the country."""
        return not (self.street or self.city or self.region or self.postal_code or self.sublocality)


@dataclass(frozen=True, slots=True)
class IncomingCompany:
    """A company the person belongs to; `source_id` is its id in the source, where it has one."""

    name: str
    role: str = ""
    source_id: str = ""
    addresses: tuple[IncomingAddress, ...] = ()


@dataclass(frozen=True, slots=True)
class PartRefused:
    """A part of a row that was left out while the rest arrived: where, what it said, why."""

    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One row or card; `fields` holds the plain fields by their names in the database.

    `number` is the number a customer has here already, in a file that came from here.
    """

    row: int
    file: int = 0
    source_id: str = ""
    number: int | None = None
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    birthday: date | None = None
    phones: tuple[IncomingPhone, ...] = ()
    emails: tuple[IncomingEmail, ...] = ()
    addresses: tuple[IncomingAddress, ...] = ()
    companies: tuple[IncomingCompany, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)
    parts_refused: tuple[PartRefused, ...] = ()
    raw: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""

    @property
    def name(self) -> str:
        """Everything of the name in the order of its columns, for messages."""
        return " ".join(
            part for part in (self.first_name, self.middle_name, self.last_name) if part
        )
