"""Writes vCards: 3.0 (RFC 2426) for old programs, 4.0 (RFC 6350)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from backend.custom_fields.types import CARD_PROPERTY

FOLD = 75
"""Octets of a line, its end left out (RFC 6350 section 3.2)."""

_TYPES = {
    "home": ("home",),
    "work": ("work",),
    "mobile": ("cell",),
    "fax": ("fax",),
    "work fax": ("work", "fax"),
    "home fax": ("home", "fax"),
    "work mobile": ("work", "cell"),
    "home mobile": ("home", "cell"),
    "pager": ("pager",),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A number or address with its generic name; `main` is preferred."""

    value: str
    label: str = ""
    main: bool = False


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Street, city, region, postal code and country under a generic name."""

    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Everything of a person, or a company, that a card can hold."""

    full_name: str
    first: str = ""
    middle: str = ""
    last: str = ""
    number: int | None = None
    uid: str = ""
    birthday: str = ""
    sex: str | None = None
    phones: Sequence[Point] = ()
    emails: Sequence[Point] = ()
    addresses: Sequence[PostalAddress] = ()
    company: str = ""
    role: str = ""
    notes: str = ""
    organisation: bool = False
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Card:
    """The lines of a card being written; groups tie a custom name to its property."""

    version: str
    lines: list[str] = field(default_factory=list)
    groups: int = 0

    def add(self, name: str, value: str, *params: str) -> None:
        """One property, its value escaped already."""
        self.lines.append(";".join([name, *filter(None, params)]) + ":" + value)

    def point(self, name: str, value: str, label: str, *, main: bool = False) -> None:
        """A property with a generic name: as TYPE where vCard knows it, else as X-ABLabel."""
        known = _TYPES.get(label.lower())
        params = [f"TYPE={','.join(known)}" if known else ""]
        if main:
            params.append("PREF=1" if self.version == "4.0" else "TYPE=pref")
        if label and not known:
            self.groups += 1
            group = f"item{self.groups}"
            self.add(f"{group}.{name}", value, *params)
            self.add(f"{group}.X-ABLabel", escaped(label))
        else:
            self.add(name, value, *params)


def escaped(text: str) -> str:
    """A text as a value: backslash, comma, semicolon and line break written out."""
    plain = text.replace("\r\n", "\n").replace("\\", "\\\\")
    return plain.replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def structured(parts: Iterable[str]) -> str:
    """Components parted by semicolons."""
    return ";".join(escaped(part) for part in parts)


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no character torn, with its ends."""
    pieces, current, room = [], "", FOLD
    for char in line:
        size = len(char.encode())
        if size > room:
            pieces.append(current)
            current, room = " ", FOLD - 1
        current, room = current + char, room - size
    return "\r\n".join([*pieces, current]) + "\r\n"


def card(person: Person, version: str = "3.0") -> str:
    """One card of version 3.0 or 4.0."""
    written = _Card(version)
    written.add("VERSION", version)
    written.add("FN", escaped(person.full_name))
    names = (
        ("", "", "", "", "")
        if person.organisation
        else (person.last, person.first, person.middle, "", "")
    )
    written.add("N", structured(names))
    if person.organisation and version == "4.0":
        written.add("KIND", "org")
    _identity(written, person)
    for phone in person.phones:
        value = "VALUE=uri" if version == "4.0" else ""
        number = f"tel:{phone.value}" if value else phone.value
        written.point(f"TEL;{value}" if value else "TEL", number, phone.label, main=phone.main)
    for email in person.emails:
        written.point("EMAIL", escaped(email.value), email.label, main=email.main)
    for address in person.addresses:
        written.point("ADR", _address(address), address.label)
    _rest(written, person)
    lines = ["BEGIN:VCARD", *written.lines, "END:VCARD"]
    return "".join(folded(line) for line in lines)


def _identity(written: _Card, person: Person) -> None:
    if person.uid:
        written.add("UID", escaped(person.uid))
    if person.number:
        written.add("X-KITH-NUMBER", str(person.number))
    if person.birthday:
        plain = person.birthday.replace("-", "") if written.version == "4.0" else person.birthday
        written.add("BDAY", plain)
    if person.sex and written.version == "4.0":
        written.add("GENDER", {"male": "M", "female": "F"}.get(person.sex, "O"))


def _rest(written: _Card, person: Person) -> None:
    if person.company:
        written.add("ORG", escaped(person.company))
    if person.role:
        written.add("TITLE", escaped(person.role))
    if person.notes:
        written.add("NOTE", escaped(person.notes))
    for key, text in person.own.items():
        written.add(f"{CARD_PROPERTY}{key.upper()}", escaped(text))


def _address(address: PostalAddress) -> str:
    place = (address.city, address.region, address.postal_code, address.country)
    return structured(("", "", address.street, *place))
