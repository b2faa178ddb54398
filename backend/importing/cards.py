"""Turns one vCard into the neutral record (RFC 6350, RFC 2426, vCard 2.1)."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from backend.core.changes import OWN
from backend.custom_fields.types import CARD_PROPERTY
from backend.importing import dates
from backend.importing.charsets import Charset
from backend.importing.content_lines import Property
from backend.importing.countries import country_code
from backend.importing.incoming import (
    Incoming,
    IncomingAddress,
    IncomingCompany,
    IncomingEmail,
    IncomingPhone,
    PartRefused,
)
from backend.importing.values import whole
from backend.importing.vcards import Card, cards

_PLACES = ("home", "work")
_KINDS = ("cell", "mobile", "iphone", "fax", "pager", "main", "other", "car", "dom", "video")
_SILENT = frozenset(
    {
        "internet", "voice", "pref", "msg", "text", "textphone", "x-internet", "intl", "postal",
        "parcel", "isdn", "bbs", "modem", "utf-8", "inline", "vcard",
    }
)  # fmt: skip
_WORDS = {"cell": "mobile"}
_SEXES = {"M": "male", "F": "female", "O": "other"}
_WAB_SEXES = {"1": "female", "2": "male"}


def read(path: Path, charset: Charset, *, today: date, file: int = 0) -> Iterator[Incoming]:
    """Every card of a file as a neutral record; what cannot be one carries its `refusal`."""
    for card in cards(path, charset):
        yield to_incoming(card, today=today, file=file)


def to_incoming(card: Card, *, today: date, file: int = 0) -> Incoming:
    """The person a card tells of. Nicknames, pictures, web pages and relations are left out."""
    raw = {"card": card.text}
    if card.problem:
        return Incoming(card.number, file, raw=raw, refusal=card.problem)
    first, middle, last = _names(card)
    birthday, refused = _birthday(card, today)
    number = whole(card.first("X-KITH-NUMBER"))
    return Incoming(
        row=card.number,
        file=file,
        source_id="" if number else card.first("UID"),
        number=number,
        first_name=first,
        middle_name=middle,
        last_name=last,
        birthday=birthday,
        phones=_phones(card),
        emails=_emails(card),
        addresses=_addresses(card),
        companies=_companies(card),
        fields=_fields(card),
        parts_refused=refused,
        raw=raw,
        refusal="" if first else _nameless(card),
    )


def _nameless(card: Card) -> str:
    kind = card.first("KIND", "X-ADDRESSBOOKSERVER-KIND").lower()
    if kind == "group":
        return "This card is a list of people, not a person."
    if kind == "org" or (card.first("ORG") and not card.first("FN", "N")):
        return "This card is an organisation, not a person."
    return "First name is missing."


def _names(card: Card) -> tuple[str, str, str]:
    """Given, middle and family name as N says; a whole FN counts as first name where N does not.

    The family name is set apart from FN only where N holds it, so nothing is guessed.
    """
    whole = _one_line(card.first("FN"))
    structured = next(
        (item.parts(card.version) for item in card.all("N") if item.value.strip(" ;")), ()
    )
    family, given, middle = (_joined(structured, place) for place in range(3))
    if given:
        return given, middle, family
    if whole and family and whole != family:
        for apart in (whole.removesuffix(f" {family}"), whole.removeprefix(f"{family} ")):
            if apart != whole:
                return apart, "", family
    return whole or middle or family or "", "", ""


def _joined(parts: tuple[tuple[str, ...], ...], place: int) -> str:
    return _one_line(" ".join(parts[place])) if place < len(parts) else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _label(card: Card, item: Property) -> str:
    """The generic name of a contact point: the card's own, else its place and kind (`work fax`)."""
    if own := card.label_in_group(item):
        return own
    places = [word for word in item.types if word in _PLACES][:1]
    kinds = [_WORDS.get(word, word) for word in item.types if word in _KINDS and word != "dom"][:1]
    if places or kinds:
        return " ".join(places + kinds)
    own_words = [word for word in item.params.get("TYPE", ()) if _speaking(word)]
    return own_words[0].removeprefix("X-").removeprefix("x-") if own_words else ""


def _speaking(word: str) -> bool:
    return word.lower() not in _SILENT and not re.match(r"[a-z]{2}-[A-Z]{2}$|x-unknown", word)


def _preferred(item: Property) -> bool:
    return "pref" in item.types or "PREF" in item.params


def _phones(card: Card) -> tuple[IncomingPhone, ...]:
    found = []
    for item in card.all("TEL"):
        number = _number(item.text(card.version))
        if number:
            found.append(
                IncomingPhone(number, _label(card, item), _preferred(item), _home_country(card))
            )
    return tuple(found)


def _number(text: str) -> str:
    """The number of a value that may be a `tel:` URI (RFC 3966); its extension stays readable."""
    value = text.strip()
    if not value.lower().startswith("tel:"):
        return _one_line(value)
    number, *params = unquote(value[4:]).split(";")
    extension = next((p[4:] for p in params if p.lower().startswith("ext=")), "")
    return f"{number} ext. {extension}" if extension else number


def _home_country(card: Card) -> str | None:
    return next((a.country for a in _addresses(card) if a.country), None)


def _emails(card: Card) -> tuple[IncomingEmail, ...]:
    found = []
    for item in card.all("EMAIL"):
        address = item.text(card.version).strip()
        if address.lower().startswith("mailto:"):
            address = unquote(address[7:])
        if address:
            found.append(IncomingEmail(address, _label(card, item), _preferred(item)))
    return tuple(found)


def _addresses(card: Card) -> tuple[IncomingAddress, ...]:
    found = [_address(card, item) for item in card.all("ADR")]
    found = [address for address in found if not address.empty]
    return tuple(
        found or (_from_label(card, item) for item in card.all("LABEL") if item.value.strip())
    )


def _address(card: Card, item: Property) -> IncomingAddress:
    parts = ["\n".join(filter(None, part)) for part in item.parts(card.version)] + [""] * 7
    box, extended, street, city, region, code, country = parts[:7]
    lines = [line.strip() for line in (street, extended, box) if line.strip()]
    iso = country_code(_one_line(country)) or country_code("".join(item.params.get("CC", ())))
    return IncomingAddress(
        label=_label(card, item),
        street="\n".join(lines),
        city=_one_line(city),
        region=_one_line(region if iso or not country else f"{region} {country}"),
        postal_code=_one_line(code),
        country=iso,
    )


def _from_label(card: Card, item: Property) -> IncomingAddress:
    """An address given only as the lines of an envelope keeps them as its street."""
    lines = [line.strip() for line in item.text(card.version).splitlines() if line.strip()]
    country = country_code(lines[-1]) if len(lines) > 1 else None
    return IncomingAddress(
        _label(card, item), "\n".join(lines[:-1] if country else lines), country=country
    )


def _companies(card: Card) -> tuple[IncomingCompany, ...]:
    role = _one_line(card.first("TITLE", "ROLE"))
    names = [_joined(item.parts(card.version), 0) for item in card.all("ORG")]
    unique = list(dict.fromkeys(name for name in names if name))
    return tuple(
        IncomingCompany(name, role if place == 0 else "") for place, name in enumerate(unique)
    )


def _fields(card: Card) -> dict[str, object]:
    found: dict[str, object] = {}
    notes = [text for item in card.all("NOTE") if (text := item.text(card.version).strip())]
    if notes:
        found["notes"] = "\n\n".join(dict.fromkeys(notes))
    if not card.first("ORG") and (role := _one_line(card.first("TITLE", "ROLE"))):
        found["role"] = role
    sex = _SEXES.get(card.first("GENDER")[:1].upper()) or _WAB_SEXES.get(card.first("X-WAB-GENDER"))
    if sex:
        found["sex"] = sex
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language := card.first("LANG")):
        found["language"] = language
    return found | _own_fields(card)


def _own_fields(card: Card) -> dict[str, object]:
    """What a card of ours says in an account's own fields; the account may not have them all."""
    return {
        f"{OWN}{item.name.removeprefix(CARD_PROPERTY).lower()}": text
        for item in card.properties
        if item.name.startswith(CARD_PROPERTY) and (text := item.text(card.version).strip())
    }


def _birthday(card: Card, today: date) -> tuple[date | None, tuple[PartRefused, ...]]:
    item = next(iter(card.all("BDAY")), None)
    text = item.text(card.version).strip() if item else ""
    if item is None or not text:
        return None, ()
    if "X-APPLE-OMIT-YEAR" in item.params:
        return None, (PartRefused("birthday", text, f"“{text}” has no year."),)
    try:
        return dates.parse_card(text, today=today), ()
    except ValueError as error:
        return None, (PartRefused("birthday", text, str(error)),)
