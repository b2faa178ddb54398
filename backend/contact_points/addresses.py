"""Postal addresses: checked by the rules of their country, written in its layout."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from backend.contact_points.address_rules import (
    FIELDS,
    AddressRules,
    address_rules,
    find_region,
    tidy_postal_code,
)
from backend.contact_points.countries import country_codes, country_name
from backend.core.errors import FieldProblem, InvalidInput
from backend.core.text import clean, match_key, repaired

_OTHER_SCRIPT = re.compile(r"[\u0e00-\u0e7f\u2e80-\uffef]")
"""Thai, Han, kana, Hangul: the scripts of the countries that have two layouts."""

TEXTS = ("street", "sublocality", "city", "region", "postal_code", "sorting_code",
         "recipient", "organisation")  # fmt: skip
"""The fields of a location that are lines of an address."""


@dataclass(frozen=True, slots=True)
class Place:
    """A location as given or as stored; the street may have several lines."""

    country: str | None = None
    street: str = ""
    sublocality: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    sorting_code: str = ""
    recipient: str = ""
    organisation: str = ""
    latitude: float | None = None
    longitude: float | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class CheckedPlace:
    """A place as it is to be stored, with the doubts (field → sentence) an import keeps it with."""

    place: Place
    doubts: tuple[FieldProblem, ...]

    @property
    def doubtful(self) -> bool:
        """Whether somebody should look at it."""
        return bool(self.doubts)


def check(place: Place, *, strict: bool = True, path: Sequence[str] = ()) -> CheckedPlace:
    """The place with its texts tidied: NFC, the country's spelling of codes and regions.

    Strict, as from a form, it raises InvalidInput with a sentence for every field that its country
    would refuse. Otherwise, as in an import, it keeps what came and returns the doubts instead.
    """
    tidy, problems = _texts(place, strict=strict)
    country = (place.country or "").strip().upper() or None
    tidy = replace(tidy, country=country)
    problems += _position_problems(place)
    if country is None or country not in country_codes():
        said = "is missing" if country is None else f"“{country}” is not known"
        problems.append(("country", f"The country {said}."))
        tidy = replace(tidy, country=None)
    else:
        tidy, found = _by_country(tidy, address_rules(country))
        problems += found
    fields = tuple(FieldProblem((*path, name), text) for name, text in problems)
    if strict and fields:
        raise InvalidInput(fields[0].message, fields[0].path, fields)
    return CheckedPlace(tidy, fields)


def format_lines(
    place: Place, *, language: str = "en", home: str | None = None, latin: bool | None = None
) -> tuple[str, ...]:
    """The address as written on a letter to its country, without empty lines.

    The country's name (in the reader's `language`) is the last line unless it is `home`; without it
    the prefix some countries want before a code from abroad (`FI-00100`) is left out too. `latin`
    chooses between the two layouts of countries with another script; by default the text decides.
    What a country's layout has no place for is not lost: it stands beside what it belongs to.
    """
    rules = address_rules(place.country) if place.country in country_codes() else None
    written = place.street + place.sublocality + place.city
    roman = not _OTHER_SCRIPT.search(written) if latin is None else latin
    layout = "%N%n%O%n%A%n%Z %C"
    if rules:
        layout = rules.latin_layout if roman else rules.layout
        place = replace(place, region=rules.region_name(place.region)) if roman else place
        layout = (
            re.sub(r"(?<![%A-Z])[A-Z]{1,2}-?(?=%Z)", "", layout)
            if place.country == home
            else layout
        )
    if match_key(place.region) == match_key(place.city):
        place = replace(place, region="")  # Maldonado, Maldonado
    lines = [line for spec in _with_all(layout, place).split("%n") for line in _line(spec, place)]
    if place.country and place.country != home:
        lines.append(country_name(place.country, language))
    return tuple(lines)


def _texts(place: Place, *, strict: bool) -> tuple[Place, list[tuple[str, str]]]:
    """Every text cleaned (strict) or mended, with what there is to say about it."""
    tidied: dict[str, Any] = {}
    problems: list[tuple[str, str]] = []
    for name in (*TEXTS, "notes"):
        typed, lines = getattr(place, name), name in ("street", "notes")
        if strict:
            try:
                tidied[name] = clean(typed, lines=lines)
            except InvalidInput as problem:
                problems.append((name, problem.message))
        else:
            mended = repaired(typed, lines=lines)
            tidied[name] = mended.text
            problems += [(name, note) for note in mended.notes]
    return replace(place, **tidied), problems


def _by_country(place: Place, rules: AddressRules) -> tuple[Place, list[tuple[str, str]]]:
    problems = [
        (field.name, f"{field.label} is missing.")
        for field in rules.fields
        if field.required and not getattr(place, field.name)
    ]
    if place.postal_code:
        code = tidy_postal_code(rules, place.postal_code)
        if code is None:
            problems.append(("postal_code", _looks_like(rules)))
        place = replace(place, postal_code=code or place.postal_code)
    if place.region:
        region, field = find_region(rules, place.region), rules.field("region")
        if region is None and field is not None and field.required:
            problems.append(("region", f"No {field.label.lower()} is called “{place.region}”."))
        place = replace(place, region=region or place.region)
    return place, problems


def _looks_like(rules: AddressRules) -> str:
    label, examples = rules.label("postal_code"), rules.postal_code_examples[:2]
    return f"{label}s look like {' or '.join(examples)} there."


def _position_problems(place: Place) -> list[tuple[str, str]]:
    if (place.latitude is None) != (place.longitude is None):
        missing = "latitude" if place.latitude is None else "longitude"
        return [(missing, f"A position needs its {missing} too.")]
    found = []
    for name, most in (("latitude", 90), ("longitude", 180)):
        value = getattr(place, name)
        if value is not None and not -most <= value <= most:
            found.append((name, f"{name.capitalize()} lies between −{most} and {most} degrees."))
    return found


def _with_all(layout: str, place: Place) -> str:
    """The layout with a place for every field that is filled in, beside what it belongs to."""
    for letter, beside in (("D", "A"), ("C", "DA"), ("S", "CDA"), ("Z", "CDA"), ("X", "ZCDA")):
        if f"%{letter}" in layout or not getattr(place, FIELDS[letter]):
            continue
        parts = layout.split("%n")
        near = next(sign for sign in beside if f"%{sign}" in layout)
        after = next(index for index, part in enumerate(parts) if f"%{near}" in part)
        layout = "%n".join([*parts[: after + 1], f"%{letter}", *parts[after + 1 :]])
    return layout


def _line(spec: str, place: Place) -> Iterator[str]:
    """The lines one line of a layout gives: literal signs stand only beside what they go with."""
    tokens = [token for token in re.split(r"(%[NOADCSZX])", spec) if token]
    values = [
        getattr(place, FIELDS[token[1]]) if token.startswith("%") else None for token in tokens
    ]
    if all(value is None for value in values):
        yield from filter(None, [spec.strip()])
        return
    written = ""
    for index, (token, value) in enumerate(zip(tokens, values, strict=True)):
        following = values[index + 1 : index + 2]
        if value is not None:
            written += value
        elif not following or following[0]:
            written += token
    for line in written.split("\n"):
        bare = line.strip(" ,-/") if "" in values else line.strip()
        if bare:
            yield bare
