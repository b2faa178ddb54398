"""A person's name in the order the person uses; parts are kept as given, never guessed apart."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

FAMILY_FIRST = frozenset({"hu", "ja", "ko", "vi", "yue", "zh"})
"""Languages whose speakers write the family name first (CLDR, personNames/nameOrderLocales)."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_HANGUL = re.compile(f"[{_HAN}]")
# Asked first: one range is quick to look for, and answers for most names.
_FAR = re.compile("[\u3040-\U0003ffff]")
_UNSPACED = re.compile(f"[\u3040-\u30ff\uff66-\uff9f{_HAN}]")
_BETWEEN = re.compile(r"[\s\d!-/:-@\[-`{-~]+")
_TURKIC = frozenset({"az", "tr"})


class NamePart(NamedTuple):
    """One piece of a name; the family name is marked, so that a list can set it off."""

    text: str
    family: bool


def name_parts(
    given: str, middle: str = "", family: str = "", language: str | None = None
) -> list[NamePart]:
    """The parts that are not empty, in display order; `language` is a BCP 47 tag or None."""
    return list(_ordered(given, middle, family, language))


@lru_cache(maxsize=4_096)
def display_name(
    given: str, middle: str = "", family: str = "", language: str | None = None
) -> str:
    """The whole name as one text, `""` where nothing is known.

    Parts are joined without a space where Han, kana or Hangul meet, as those scripts are written.
    """
    texts = [part.text for part in _ordered(given, middle, family, language)]
    spaced = " ".join(texts)
    if spaced.isascii() or not _FAR.search(spaced):
        return spaced
    shown = texts[0]
    for text in texts[1:]:
        joined = _UNSPACED.match(shown[-1]) and _UNSPACED.match(text[0])
        shown += text if joined else f" {text}"
    return shown


def initials(given: str, family: str = "", language: str | None = None) -> str:
    """One or two letters for a small badge, in display order; for Han and Hangul the family name's.

    Particles in lower case are passed over (`Vincent van Gogh` → VG).
    """
    parts = name_parts(given, "", family, language)
    if family and _HAN_HANGUL.match(family):
        return _first_letter(family, language)
    return "".join(_first_letter(part.text, language) for part in parts)


# Remembered, as is the whole name: the same lists are read again and again, and the order of names
# was a quarter of what their rows take (docs/performance.md).
@lru_cache(maxsize=4_096)
def _ordered(given: str, middle: str, family: str, language: str | None) -> tuple[NamePart, ...]:
    parts = [NamePart(text, False) for text in (given, middle) if text]
    if family:
        first = _family_first(given + family, language)
        parts.insert(0 if first else len(parts), NamePart(family, True))
    return tuple(parts)


def _family_first(text: str, language: str | None) -> bool:
    far = not text.isascii() and _FAR.search(text)
    if far and _HAN_HANGUL.search(text):
        return True
    if language:
        return _writes_family_first(language)
    return bool(far and _UNSPACED.search(text))


@lru_cache(maxsize=512)
def _writes_family_first(language: str) -> bool:
    return language.replace("_", "-").split("-")[0].lower() in FAMILY_FIRST


def _first_letter(text: str, language: str | None) -> str:
    """The first letter with its marks, of the first word that does not begin in lower case."""
    pieces = [piece for piece in _BETWEEN.split(text) if piece]
    word = next((piece for piece in pieces if not piece[0].islower()), (pieces or [""])[0])
    letter = word[:1]
    for char in word[1:]:
        if not unicodedata.category(char).startswith("M"):
            break
        letter += char
    dotted = (language or "").lower()[:2] in _TURKIC and letter == "i"
    return "İ" if dotted else letter.upper()
