"""A row in the normal form of the database: parsed by the rules of every room, ready to compare."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from functools import lru_cache
from typing import Any, Self

import orjson

from backend.companies.fields import FORMS as COMPANY_FORMS
from backend.contact_points.addresses import Place, check
from backend.contact_points.emails import parse_email
from backend.contact_points.phones import parse_phone
from backend.core import text
from backend.core.changes import plain
from backend.core.errors import InvalidInput
from backend.core.forms import Form
from backend.customers.fields import FORMS
from backend.importing.incoming import Incoming, IncomingAddress, PartRefused
from backend.importing.own import OwnFields

NAMES = ("first_name", "middle_name", "last_name")
LABEL_LIMIT = 60
_LINES = frozenset({"notes", "target_information"})
_AREA = ("country", "sublocality", "city", "region", "postal_code")
_KEPT = tuple(item.name for item in dataclass_fields(Place) if item.name != "street")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it is stored; two are the same by `key`."""

    typed: str
    e164: str
    extension: str
    region: str | None
    type: str
    validity: str
    label: str
    main: bool

    @property
    def key(self) -> str:
        """What makes it unique."""
        return f"{self.e164};{self.extension}"


@dataclass(frozen=True, slots=True)
class Email:
    """An address as it is stored; two are the same by `normalised`."""

    typed: str
    normalised: str
    label: str
    main: bool


@dataclass(frozen=True, slots=True)
class PlaceAt:
    """A postal address: its generic name and its place in the fields of its country.

    Two addresses with one `key` are the same place.
    """

    label: str
    place: Mapping[str, Any]
    doubtful: bool
    key: str


@dataclass(frozen=True, slots=True)
class CompanyTie:
    """A company somebody belongs to: by its id in the source, else by its folded name."""

    name: str
    sort_key: str
    key: str
    role: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """One row, ready to be compared with what is held; `key` is `source:id` or empty."""

    kind: str
    key: str = ""
    number: int | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    places: tuple[PlaceAt, ...] = ()
    companies: tuple[CompanyTie, ...] = ()
    group: str = ""
    sort_key: str = ""
    refused: tuple[PartRefused, ...] = ()

    @property
    def name(self) -> str:
        """The name as written, for lists and messages."""
        if self.kind == "Company":
            return str(self.fields.get("name", ""))
        return " ".join(str(self.fields[n]) for n in NAMES if self.fields.get(n))

    def to_json(self) -> str:
        """The form in which it is stored."""
        return orjson.dumps(self, default=str).decode()

    @classmethod
    def from_text(cls, stored: str | None) -> Self | None:
        """The row that `to_json` wrote; None where a row could not be prepared."""
        if stored is None:
            return None
        found = orjson.loads(stored)
        found["phones"] = tuple(Phone(**item) for item in found["phones"])
        found["emails"] = tuple(Email(**item) for item in found["emails"])
        found["places"] = tuple(PlaceAt(**item) for item in found["places"])
        found["companies"] = tuple(CompanyTie(**item) for item in found["companies"])
        found["refused"] = tuple(PartRefused(**item) for item in found["refused"])
        return cls(**found)


def name_key(kind: str, fields: Mapping[str, Any]) -> str:
    """The sort key of a person's parts or of a company's name, as their rooms store it."""
    if kind == "Company":
        return text.sort_key(str(fields.get("name", "")))
    first, middle, last = (str(fields.get(name) or "") for name in NAMES)
    return text.sort_key(last or first, first if last else "", middle)


def place_key(place: Mapping[str, Any]) -> str:
    """What two spellings of one place have in common."""
    parts = ("country", "postal_code", "region", "city", "sublocality", "street")
    return "|".join(" ".join(text.words(str(place.get(part) or ""))) for part in parts)


def prepare(
    row: Incoming, *, company: bool, source: str, region: str | None, own: OwnFields
) -> tuple[Prepared | None, str]:
    """The row in normal form, or None and why it is refused.

    What cannot be kept of a person is listed in `refused`; the person arrives without it.
    """
    if row.refusal:
        return None, row.refusal
    refused = list(row.parts_refused)
    fields, trouble = _company_fields(row, refused) if company else _person_fields(row, refused)
    if trouble:
        return None, trouble
    mine, unreadable = own.values(row.fields, company=company)
    fields |= mine
    refused += unreadable
    key = f"{source or 'file'}:{row.source_id}" if row.source_id else ""
    return Prepared(
        kind="Company" if company else "Customer",
        key=text.repaired(key).text[: text.LINE_LIMIT],
        number=row.number,
        fields=fields,
        phones=_phones(row, region, refused),
        emails=_emails(row, refused),
        places=tuple(_place(address) for address in row.addresses),
        companies=() if company else _companies(row, source),
        group=str(row.fields.get("group", "")),
        sort_key=name_key("Company" if company else "Customer", fields),
        refused=tuple(refused),
    ), ""


def _person_fields(row: Incoming, refused: list[PartRefused]) -> tuple[dict[str, Any], str]:
    given: dict[str, Any] = {name: getattr(row, name) for name in NAMES if getattr(row, name)}
    given |= {name: value for name, value in row.fields.items() if name in FORMS}
    if row.birthday:
        given["birthday"] = row.birthday
    kept: dict[str, Any] = {}
    for name, value in given.items():
        try:
            kept[name] = plain(_formed(FORMS, name, value))
        except InvalidInput as problem:
            if name in NAMES:
                return {}, f"{name.replace('_', ' ').capitalize()}: {problem.message}"
            refused.append(PartRefused(name, str(value)[:200], problem.message))
    return kept, "" if kept.get("first_name") else "First name is missing."


def _company_fields(row: Incoming, refused: list[PartRefused]) -> tuple[dict[str, Any], str]:
    kept: dict[str, Any] = {}
    for name, value in {"name": row.companies[0].name, **row.fields}.items():
        if name not in ("name", "website", "notes"):
            continue
        try:
            kept[name] = _formed(COMPANY_FORMS, name, value)
        except InvalidInput as problem:
            if name == "name":
                return {}, problem.message
            refused.append(PartRefused(name, str(value)[:200], problem.message))
    return kept, ""


def _formed(forms: Mapping[str, Form], name: str, value: object) -> Any:
    """The value in its field's form; a text with characters that cannot be shown, without them."""
    try:
        return forms[name](value, name)
    except InvalidInput:
        if not isinstance(value, str):
            raise
    return forms[name](text.repaired(value, lines=name in _LINES).text, name)


@lru_cache(maxsize=1000)
def _label(written: str) -> str:
    return text.repaired(written).text[:LABEL_LIMIT]


def _phones(row: Incoming, region: str | None, refused: list[PartRefused]) -> tuple[Phone, ...]:
    found: dict[str, Phone] = {}
    for item in row.phones:
        try:
            read = parse_phone(item.number, item.country or region)
        except InvalidInput as problem:
            refused.append(PartRefused("phone", item.number[:200], problem.message))
            continue
        phone = Phone(
            typed=read.typed,
            e164=read.e164,
            extension=read.extension,
            region=read.region,
            type=read.type.value,
            validity=read.validity.value,
            label=_label(item.label),
            main=item.main,
        )
        found.setdefault(phone.key, phone)
    return tuple(found.values())


def _emails(row: Incoming, refused: list[PartRefused]) -> tuple[Email, ...]:
    found: dict[str, Email] = {}
    for item in row.emails:
        try:
            read = parse_email(item.address)
        except InvalidInput as problem:
            refused.append(PartRefused("email", item.address[:200], problem.message))
            continue
        email = Email(read.typed, read.normalised, _label(item.label), item.main)
        found.setdefault(email.normalised, email)
    return tuple(found.values())


def _place(address: IncomingAddress) -> PlaceAt:
    street = text.repaired(address.street, lines=True)
    rest = tuple(getattr(address, name) for name in _AREA)
    kept, doubtful = _area(rest, has_street=bool(street.text))
    place = {**kept, "street": street.text} if street.text else kept
    doubtful = doubtful or bool(street.notes)
    return PlaceAt(_label(address.label), place, doubtful, place_key(place))


@lru_cache(maxsize=20_000)
def _area(rest: tuple[str | None, ...], *, has_street: bool) -> tuple[dict[str, Any], bool]:
    """Country to postal code by the country's rules; files repeat their towns, so it is kept.

    Of the street the rules want to know only whether there is one.
    """
    given: dict[str, Any] = dict(zip(_AREA, rest, strict=True))
    checked = check(Place(street="x" if has_street else "", **given), strict=False)
    kept = {name: value for name in _KEPT if (value := getattr(checked.place, name))}
    return kept, checked.doubtful


def _companies(row: Incoming, source: str) -> tuple[CompanyTie, ...]:
    ties = []
    for item in row.companies:
        name = text.repaired(item.name).text[: text.LINE_LIMIT]
        if name:
            key = f"{source or 'file'}:{item.source_id}" if item.source_id else ""
            ties.append(CompanyTie(name, text.sort_key(name), key, _label(item.role)))
    return tuple(ties)
