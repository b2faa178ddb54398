"""Guesses what a column becomes: by its header, else by what stands in it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from backend.core.text import match_key
from backend.importing.mapping import Column, Match
from backend.importing.vocabulary import (
    ADDRESS_PARTS,
    EMAIL_WORDS,
    FIELDS,
    LABELS,
    LEFT_OUT,
    PHONE_WORDS,
)

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NUMBERED = re.compile(r"(?P<kind>e mail|email|phone|address) (?P<slot>\d+) (?P<part>.+)\Z")
_DATE_OR_PRICE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\Z|\d+\.\d+\Z")
_OUTLOOK = "e mail display name"
_LABEL_WORDS = ("label", "type", "kind")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
_PHONE = re.compile(r"\+?[\d() ./-]{7,20}\Z")
_FILLER = frozenset(
    {"number", "no", "nr", "address", "value", "the", "numer", "nummer", "numero", "e"}
)


def fold(header: str) -> str:
    """A header for comparing: `E-mail 1 - Value` → `e mail 1 value`, `FirstName` → `first name`."""
    spaced = _CAMEL.sub(" ", header.strip())
    return " ".join(re.sub(r"[\W_]+", " ", match_key(spaced)).split())


def guess(headers: Sequence[str], samples: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """One column for each header; `samples` are the first rows. The sure ones are taken first."""
    folded = [fold(header) for header in headers]
    columns = [
        _column(header, key, [row[place] for row in samples if place < len(row)])
        for place, (header, key) in enumerate(zip(headers, folded, strict=True))
    ]
    return tuple(_settle(columns, set(folded)))


def _column(header: str, key: str, values: Sequence[str]) -> Column:
    sample = next((value.strip()[:200] for value in values if value.strip()), "")
    found = _by_header(key)
    if found:
        target, label, slot = found
        return Column(header, target, label, slot, match=Match.RECOGNISED, sample=sample)
    target, label, slot = _by_content(key, values)
    match = Match.LEFT_OUT if target == "ignore" else Match.GUESSED
    return Column(header, target, label, slot, match=match, sample=sample)


def _by_header(key: str) -> tuple[str, str, str] | None:
    """(target, label, slot) of a folded header, or None where it says nothing known."""
    if key in LEFT_OUT or key.startswith("phonetic") or " yomi" in key:
        return "ignore", "", ""
    if key in FIELDS:
        return FIELDS[key], "", ""
    if numbered := _NUMBERED.match(key):
        return _numbered(numbered["kind"], numbered["slot"], numbered["part"])
    return _contact_point(key.split()) or _address_part(key)


def _numbered(kind: str, slot: str, part: str) -> tuple[str, str, str] | None:
    """Google's `Phone 1 - Value`, Outlook's `E-mail 2 Address`."""
    point = "address" if kind == "address" else "phone" if kind == "phone" else "email"
    slot = f"{point} {slot}"
    if part in _LABEL_WORDS:
        return f"{point}_label", "", slot
    if point != "address":
        return (point, "", slot) if part in ("value", "number", "address") else ("ignore", "", "")
    found = ADDRESS_PARTS.get(part)
    return (found, "", slot) if found else None


def _contact_point(words: list[str]) -> tuple[str, str, str] | None:
    """`Business Phone 2` → a phone named “work”; `Home Fax` → “home fax”; `Secondary Email`."""
    joined = [
        "email" if word == "mail" and words[place - 1 : place] == ["e"] else word
        for place, word in enumerate(words)
    ]
    kinds = set(joined)
    target = "email" if kinds & EMAIL_WORDS else "phone" if kinds & PHONE_WORDS else ""
    if not target or kinds & {"type", "display", "opt", "date", "owner", "consent", "status"}:
        return None
    number = next((word for word in joined if word.isdigit()), "")
    labels = dict.fromkeys(LABELS[word] for word in joined if word in LABELS)
    own = [
        w
        for w in joined
        if w not in LABELS and w not in EMAIL_WORDS | PHONE_WORDS | _FILLER and not w.isdigit()
    ]
    if len(own) > 1 or ("company" in labels and "main" not in labels and target == "phone"):
        return None
    label = " ".join([*labels, *own])
    return target, label, f"{target} {label} {number}".strip()


def _address_part(key: str) -> tuple[str, str, str] | None:
    """`Home Postal Code`, `MailingStreet`, `Street 2`, `line1`: qualifier, part, number."""
    bare = re.sub(r"(?<=[a-z])\d$| \d$", "", key)
    if part := ADDRESS_PARTS.get(bare):
        return part, "", "address"
    qualifier, _, rest = bare.partition(" ")
    if qualifier in LABELS and (part := ADDRESS_PARTS.get(rest)):
        return part, LABELS[qualifier], f"address {LABELS[qualifier]}"
    return None


def _by_content(key: str, values: Sequence[str]) -> tuple[str, str, str]:
    filled = [value.strip() for value in values if value.strip()]
    if not filled:
        return "ignore", "", ""
    if sum(bool(_EMAIL.match(value)) for value in filled) > len(filled) * 0.7:
        return "email", "", f"email {key}"
    if sum(_like_phone(value) for value in filled) > len(filled) * 0.7:
        return "phone", "", f"phone {key}"
    return "ignore", "", ""


def _like_phone(value: str) -> bool:
    """Digits in groups; neither a date nor a price."""
    if not _PHONE.match(value) or _DATE_OR_PRICE.match(value):
        return False
    return sum(char.isdigit() for char in value) >= 7 and not value.isdigit()


def _settle(columns: list[Column], folded: set[str]) -> list[Column]:
    """Settle what depends on the other columns of the file."""
    targets = {column.target for column in columns}
    has_names = bool(targets & {"first_name", "last_name"})
    taken: set[str] = set()
    settled = (_settled(column, targets, folded, has_names=has_names) for column in columns)
    return [_once(column, taken) for column in settled]


def _settled(column: Column, targets: set[str], folded: set[str], *, has_names: bool) -> Column:
    key = fold(column.header)
    if key == "title":
        courtesy = "job title" in folded or "suffix" in folded
        return _retarget(column, "ignore" if courtesy else "role")
    if key.endswith(" type") and column.target == "email_label" and _OUTLOOK in folded:
        return _retarget(column, "ignore")  # Outlook writes SMTP or EX there
    if key in ("number", "value", "phone number") and folded & {"label", "type"}:
        return replace(_retarget(column, "phone"), slot="phone")
    if key in ("label", "type") and len(folded) <= 12:
        return _satellite_label(column, targets, folded)
    names_company = "company_id" in targets and "source_id" not in targets and not has_names
    return _retarget(column, "company") if key == "name" and names_company else column


def _retarget(column: Column, target: str) -> Column:
    return Column(column.header, target, match=Match.RECOGNISED, sample=column.sample)


def _satellite_label(column: Column, targets: set[str], folded: set[str]) -> Column:
    """A lone `label` beside a number, an e-mail or an address names it."""
    point = (
        "address" if targets & {"street", "city"} else "email" if "email" in targets else "phone"
    )
    if point == "phone" and not (folded & {"number", "phone", "value"} or "phone" in targets):
        return column
    return Column(
        column.header, f"{point}_label", "", point, match=Match.RECOGNISED, sample=column.sample
    )


_REPEATABLE = frozenset(
    {
        "ignore",
        "notes",
        "role",
        "phone",
        "email",
        "street",
        "company",
        "phone_label",
        "email_label",
        "address_label",
    }
)


def _once(column: Column, taken: set[str]) -> Column:
    """A field is filled from one column; a second one for it is left out and shown as such."""
    mark = f"{column.target}|{column.slot}"
    if column.target in _REPEATABLE or mark not in taken:
        taken.add(mark)
        return column
    return Column(column.header, "ignore", match=Match.LEFT_OUT, sample=column.sample)
