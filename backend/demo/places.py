"""What a country lends to invented people: names, cities, streets, kinds of telephone numbers.

One TOML file per country. A list is one text, its items parted by commas; an item may give its
Latin spelling after a slash, from which e-mail addresses are made. In patterns `#` is any digit
and `Q` any letter; in streets `{n}` is a house, `{f}` a flat.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Word:
    """A name in its own script and in Latin letters."""

    text: str
    latin: str


@dataclass(frozen=True, slots=True)
class City:
    """A city with its region as the country stores it; `landline` is empty where any will do."""

    name: str
    region: str
    postal: str
    landline: str


@dataclass(frozen=True, slots=True)
class Country:
    """One file; `share` is its weight among the customers."""

    code: str
    language: str
    share: int
    given: dict[str, tuple[Word, ...]]
    middle: dict[str, tuple[Word, ...]]
    family: dict[str, tuple[Word, ...]]
    mobile: tuple[str, ...]
    landline: tuple[str, ...]
    cities: tuple[City, ...]
    streets: tuple[str, ...]
    companies: tuple[str, ...]


@cache
def countries() -> tuple[Country, ...]:
    """Every country of the folder, by code."""
    folder = files("backend.demo") / "places"
    found = [f for f in folder.iterdir() if f.name.endswith(".toml")]
    return tuple(
        _country(f.name.removesuffix(".toml"), tomllib.loads(f.read_text("utf-8")))
        for f in sorted(found, key=lambda f: f.name)
    )


def _country(code: str, page: dict[str, object]) -> Country:
    def words(name: str) -> dict[str, tuple[Word, ...]]:
        both = page.get(name, "")
        return {
            "female": _words(page.get(f"{name}_female", both)),
            "male": _words(page.get(f"{name}_male", both)),
        }

    return Country(
        code=code,
        language=str(page["language"]),
        share=int(str(page["share"])),
        given={"female": _words(page["female"]), "male": _words(page["male"])},
        middle=words("middle"),
        family=words("family"),
        mobile=_texts(page["mobile"]),
        landline=_texts(page["landline"]),
        cities=tuple(City(*text.split("|")) for text in _texts(page["cities"])),
        streets=_texts(page["streets"]),
        companies=_texts(page["companies"]),
    )


def _texts(items: object) -> tuple[str, ...]:
    assert isinstance(items, list)  # noqa: S101 - our own files
    return tuple(str(item) for item in items)


def _words(text: object) -> tuple[Word, ...]:
    if not text:
        return ()
    pairs = (item.strip().partition("/") for item in str(text).split(","))
    return tuple(Word(own, latin or own) for own, _, latin in pairs)
