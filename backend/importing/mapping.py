"""What becomes of each column of each file: guessed first, then changed by whoever imports."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from backend.importing.dates import DateOrder


class TableRole(StrEnum):
    """What a file among several tells of; all but people and companies are joined by an id."""

    PEOPLE = "people"
    COMPANIES = "companies"
    AFFILIATIONS = "affiliations"
    PHONES = "phones"
    EMAILS = "emails"
    ADDRESSES = "addresses"
    IGNORED = "ignored"


class Match(StrEnum):
    """How sure a column's target is."""

    RECOGNISED = "recognised"
    GUESSED = "guessed"
    LEFT_OUT = "left_out"
    CHOSEN = "chosen"


class SamePhone(StrEnum):
    """What to do with two rows of an import that have one name and telephone number.

    Refused is the number, not the person (R004); to the second of two names that happens either way.
    """

    JOIN = "join"
    REFUSE = "refuse"


TARGETS: Mapping[str, str] = {
    "ignore": "Not imported",
    "source_id": "Id in the source",
    "number": "Client number here",
    "first_name": "First name",
    "middle_name": "Middle name",
    "last_name": "Last name",
    "full_name": "Whole name, kept as first name",
    "given_family": "First name, then last name",
    "family_given": "Last name, then first name",
    "birthday": "Birthday",
    "sex": "Sex",
    "phone": "Phone",
    "phone_label": "Name of the phone",
    "email": "E-mail",
    "email_label": "Name of the e-mail",
    "address_label": "Name of the address",
    "street": "Address: street",
    "sublocality": "Address: district",
    "city": "Address: city",
    "region": "Address: region",
    "region_code": "Address: code of the region",
    "postal_code": "Address: postal code",
    "country": "Address: country",
    "country_code": "Address: code of the country",
    "formatted": "Address in one field",
    "company": "Company",
    "company_id": "Id of the company in the source",
    "role": "Role or job title",
    "notes": "Notes",
    "group": "Group",
    "discount": "Discount",
    "payment_days": "Payment due (days)",
    "citizenship": "Citizenship",
    "id_number": "ID number",
    "id_issued_by": "ID issued by",
    "passport_number": "Passport number",
    "licence_number": "Licence number",
    "newsletter": "Newsletter",
    "promotional_sms": "Promotional SMS",
    "do_not_email": "Do not send e-mails",
    "do_not_call": "Do not call",
    "blocked": "Blocked",
    "language": "Language",
    "time_zone": "Time zone",
    "source": "Source",
    "target_information": "Target information",
    "owner_id": "Id of the owner in the source",
    "owner_kind": "Kind of the owner",
    "website": "Website",
}
"""Every target a column can have → what a person calls it."""

ADDRESS_TARGETS = frozenset(
    {
        "street",
        "sublocality",
        "city",
        "region",
        "region_code",
        "postal_code",
        "country",
        "country_code",
        "formatted",
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, its target and how it is read.

    `slot` holds together the columns of one phone, e-mail or address ("home", "2"); `label` is the
    generic name it gets unless a label column of its slot says otherwise.
    """

    header: str
    target: str = "ignore"
    label: str = ""
    slot: str = ""
    order: DateOrder | None = None
    match: Match = Match.LEFT_OUT
    how: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True)
class FileMapping:
    """One file: what it is, how its text is parted, its columns in order (none for vCards)."""

    name: str
    kind: str
    codec: str
    codec_certain: bool = True
    delimiter: str = ","
    quote: str = '"'
    skip: int = 0
    header: bool = True
    role: TableRole = TableRole.PEOPLE
    rows: int = 0
    columns: tuple[Column, ...] = ()

    def column_of(self, *targets: str) -> int | None:
        """The place of the first column with one of these targets."""
        return next((place for place, c in enumerate(self.columns) if c.target in targets), None)


@dataclass(frozen=True, slots=True)
class RunMapping:
    """The mapping of an import. `source` names where the ids come from; `region` reads numbers."""

    files: tuple[FileMapping, ...]
    source: str = ""
    region: str | None = None
    same_phone: SamePhone = SamePhone.REFUSE

    def to_json(self) -> dict[str, Any]:
        """The form in which it is stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The mapping that `to_json` wrote."""
        files = tuple(_file(item) for item in stored["files"])
        same_phone = SamePhone(stored.get("same_phone", SamePhone.REFUSE))
        return cls(files, stored.get("source", ""), stored.get("region"), same_phone)

    def with_file(self, place: int, changed: FileMapping) -> Self:
        """The same mapping with one file exchanged."""
        files = (*self.files[:place], changed, *self.files[place + 1 :])
        return replace(self, files=files)


def _file(stored: Mapping[str, Any]) -> FileMapping:
    columns = tuple(_column(item) for item in stored.get("columns", ()))
    plain = {key: value for key, value in stored.items() if key not in ("columns", "role")}
    return FileMapping(
        **plain, role=TableRole(stored.get("role", TableRole.PEOPLE)), columns=columns
    )


def _column(stored: Mapping[str, Any]) -> Column:
    order = DateOrder(stored["order"]) if stored.get("order") else None
    plain = {key: value for key, value in stored.items() if key not in ("order", "match")}
    return Column(**plain, order=order, match=Match(stored.get("match", Match.LEFT_OUT)))
