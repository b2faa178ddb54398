"""Draws telephone numbers, addresses and spellings from patterns; the same seed draws the same."""

import re
import unicodedata
from dataclasses import replace
from random import Random

import phonenumbers

from backend.contact_points.addresses import Place
from backend.contact_points.phones import ParsedPhone, Validity, parse_phone
from backend.core.errors import InvalidInput
from backend.core.text import digits
from backend.demo.places import City, Country

LETTERS = "ABDEFGHJLNPRSTUWXYZ"  # Britain's codes do without C, I, K, M, O, Q and V in the end
TRIES = 40
_PLAIN = str.maketrans("łŁøØđĐðÐþÞæÆœŒßıəĸɔƆ’", "lLoOdDdDtTaAoOsiekoO'")


class Numbers:
    """Gives each telephone number once."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._given: set[str] = set()

    def draw(self, country: Country, city: City, label: str) -> ParsedPhone:
        """Draw a number as people there type it, first of the ranges that are kept for fiction."""
        prefix = f"+{phonenumbers.country_code_for_region(country.code)}"
        for pattern in self._patterns(country, city, label):
            for _ in range(TRIES):
                typed = f"{prefix} {fill(self._random, pattern)}"
                if (bare := digits(typed)) not in self._given:
                    self._given.add(bare)
                    if number := self._read(typed):
                        return number
        raise ValueError(f"no number is left in {country.code}: ask for fewer customers")

    def _patterns(self, country: Country, city: City, label: str) -> list[str]:
        landline = self._random.sample(country.landline, k=len(country.landline))
        fixed = [city.landline, *landline] if city.landline else landline
        return [*country.mobile, *fixed] if label == "mobile" else [*fixed, *country.mobile]

    def _read(self, typed: str) -> ParsedPhone | None:
        """Read a number, as people at home or abroad type it; None where the plan has no such."""
        try:
            number = parse_phone(typed)
        except InvalidInput:
            return None
        if number.validity is not Validity.VALID:
            return None
        return (
            replace(number, typed=number.spelling.national)
            if self._random.random() < 0.4
            else number
        )


def fill(random: Random, pattern: str) -> str:
    """Return the pattern with a digit for each `#` and a letter for each `Q`."""
    return re.sub(
        "[#Q]", lambda m: random.choice("0123456789" if m[0] == "#" else LETTERS), pattern
    )


def place(random: Random, country: Country, city: City) -> Place:
    """Draw an address in a city, in its country's fields."""
    street = random.choice(country.streets).format(n=random.randint(1, 98), f=random.randint(1, 24))
    return Place(
        country=country.code,
        street=street,
        city=city.name,
        region=city.region,
        postal_code=fill(random, city.postal),
    )


def slug(text: str) -> str:
    """Return the text in ASCII letters, digits and hyphens: `Żółkiewska` → `zolkiewska`."""
    bare = unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare.lower().replace("'", "")).strip("-")
