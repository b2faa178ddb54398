"""Finds the country code of a country's name in the languages files come in."""

from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global

from backend.core.text import match_key

_LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "hu", "ro", "sv", "da", "nb", "fi",
    "tr", "el", "uk", "ru", "bg", "hr", "sl", "lt", "lv", "et", "ja", "zh", "ko", "ar", "he", "vi",
)  # fmt: skip

_ALSO = {
    name: code
    for code, names in {
        "US": "usa|u.s.a.|u.s.|united states of america|america",
        "GB": "uk|u.k.|great britain|england|scotland|wales|northern ireland|britain",
        "NL": "holland|the netherlands",
        "CZ": "czech republic",
        "IE": "republic of ireland|eire",
        "KR": "south korea|korea|republic of korea",
        "RU": "russian federation",
        "VN": "viet nam",
        "AE": "uae",
        "HK": "hong kong",
        "MO": "macau|macao",
        "TW": "taiwan",
        "CI": "ivory coast",
        "TR": "turkey",
        "SZ": "swaziland",
        "MK": "macedonia",
        "MM": "burma",
        "CV": "cape verde",
        "TL": "east timor",
        "BR": "brasil",
        "DE": "deutschland",
        "ES": "espana",
        "AT": "osterreich",
        "CH": "schweiz|suisse|svizzera",
        "CN": "p.r. china|peoples republic of china",
        "VA": "vatican",
    }.items()
    for name in names.split("|")
}
"""Names people write that the tables of languages do not hold."""


@cache
def _codes() -> dict[str, str]:
    """Folded country names → ISO codes; earlier languages win where two disagree."""
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if (
                len(code) == 2
                and code.isalpha()
                and code not in ("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB")
            ):
                found.setdefault(match_key(name), code)
    return found | {match_key(name): code for name, code in _ALSO.items()}


@lru_cache(maxsize=2000)
def country_code(text: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a code or a name in one of 32 languages, or None.

    A two-letter code counts only in capitals; `UK` is a name people write for `GB`.
    """
    written = text.strip()
    if not written:
        return None
    known = _codes()
    if len(written) == 2 and written.isascii() and written.isupper() and written != "UK":
        return written if written in _iso() else None
    return known.get(match_key(written)) or _alpha3().get(written.upper())


@cache
def _iso() -> frozenset[str]:
    return frozenset(_codes().values())


@cache
def _alpha3() -> dict[str, str]:
    return {
        three: two
        for three, (two, *_) in get_global("territory_aliases").items()
        if len(three) == 3 and three.isalpha() and len(two) == 2
    }
