"""Text as people write it, and the keys by which it is sorted and found.

This module is the single truth about folding. PostgreSQL's `unaccent` and `lower` follow other
tables and other Unicode versions, so whatever SQL stores or compares (sort keys, match keys, words
of a search document) comes from here; no SQL function folds text a second time.

The keys are stable: every letter folds the same way for as long as `KEY_VERSION` stands (Unicode
promises that the normal form of an assigned character never changes). Whoever changes a fold raises
the version and rebuilds the stored keys in the same migration.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from backend.core.errors import InvalidInput

KEY_VERSION = 1
LINE_LIMIT = 300
"""Most characters of one line of text, a name above all; the longest name in use has about 110."""
TEXT_LIMIT = 20_000
"""Most characters of a text of several lines, such as a note."""

_LETTERS = {
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ŧ": "t",
    "ı": "i", "ŋ": "n", "ə": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ɖ": "d", "ƙ": "k",
    "ƒ": "f", "ɣ": "g", "ɲ": "n", "ʋ": "v", "ƴ": "y", "ƶ": "z", "ǥ": "g", "ɨ": "i", "ʉ": "u",
    "ĸ": "k", "ſ": "s", "ς": "σ", "ґ": "г", "є": "е", "ә": "а", "ө": "о", "ү": "у",
    "ұ": "у", "қ": "к", "ғ": "г", "ң": "н", "ҳ": "х", "ҷ": "ч", "һ": "х",
    "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا", "ـ": "",
}  # fmt: skip
"""Letters without an accent to take off; Latin ones mostly as in passports (ICAO 9303)."""

_APOSTROPHES = "'’‘ʼʻʹ`´ʾʿ‛＇"
_FOLD = str.maketrans(_LETTERS) | {ord(mark): None for mark in _APOSTROPHES}

_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # general
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"  # Arabic vowels
)
"""Marks a searcher leaves out. Vowel signs of Indic, Thai or Khmer and the voicing of kana stay."""

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_NOT_A_WORD = re.compile(r"[^\w\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]+|_+")
_SPACES = re.compile(r"\s+")
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # controls
    "\u2028\u2029"  # line and paragraph separators
    "\u202a-\u202e\u2066-\u206f"  # direction overrides, embeddings, isolates
    "\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # annotations, halves, no characters
)
_UNSAFE_IN_LINES = re.compile(_UNSAFE.pattern.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))
_SHAPELESS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters by category that print as nothing: Hangul fillers and the empty Braille cell."""
_DIGRAPHS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ñ": "ny"}
_CJK = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """Text that had to lose characters to be kept, and a sentence for each kind of loss."""

    text: str
    notes: tuple[str, ...]


def nfc(text: str) -> str:
    """The canonical composed form, without white space around it: how every text is stored."""
    return unicodedata.normalize("NFC", text).strip("\ufeff \t\r\n\v\f\x85\xa0\u2028\u2029\u3000")


def clean(
    text: str, path: Sequence[str] = (), *, lines: bool = False, limit: int | None = None
) -> str:
    """The text as typed, in NFC and trimmed; nothing visible is ever changed.

    Control characters, direction overrides (U+202A–E, U+2066–F) and halves of characters are
    refused, because they change how everything around them reads. With `lines`, line breaks and
    tabs are welcome. Text without a visible character is empty text.
    """
    stored = nfc(text.replace("\r\n", "\n") if lines else text)
    if is_blank(stored):
        return ""
    found = (_UNSAFE_IN_LINES if lines else _UNSAFE).search(stored)
    if found:
        raise InvalidInput(_unsafe_sentence(found.group(), found.start() + 1), path)
    most = limit or (TEXT_LIMIT if lines else LINE_LIMIT)
    if len(stored) > most:
        raise InvalidInput(f"Up to {most:,} characters fit here; this has {len(stored):,}.", path)
    return stored


def repaired(text: str, *, lines: bool = False) -> Repaired:
    """What an import keeps of a text that `clean` would refuse: spaces for breaks, the rest out."""
    if text.isascii() and text.isprintable():  # most text there is: nothing below would change it
        return Repaired(text.strip(), ())
    notes = []
    kept = text.replace("\r\n", "\n")
    if not lines and re.search("[\t\n\v\f\r\x85\u2028\u2029]", kept.strip()):
        kept = _SPACES.sub(" ", kept)
        notes.append("Line breaks and tabs became spaces.")
    unsafe = _UNSAFE_IN_LINES if lines else _UNSAFE
    if unsafe.search(nfc(kept)):
        kept = unsafe.sub("", kept)
        notes.append("Invisible control characters were left out.")
    stored = nfc(kept)
    return Repaired("" if is_blank(stored) else stored, tuple(notes))


def is_blank(text: str) -> bool:
    """Whether there is nothing to see: only white space and characters without a shape."""
    return all(
        char.isspace() or char in _SHAPELESS or unicodedata.category(char) == "Cf" for char in text
    )


@lru_cache(maxsize=20_000)
def match_key(text: str) -> str:
    """The text without case, accents, width, apostrophes, doubled spaces; equal keys are a match.

    `Żółć` → `zolc`, `Straße` → `strasse`, `O’Neal` → `oneal`, `ﾀﾛｳ` → `タロウ`. Han, kana and
    Hangul stay as they are. Folding a key again gives the same key.
    """
    if text.isascii():  # the steps between only concern other letters
        return _SPACES.sub(" ", text.lower().translate(_FOLD)).strip()
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _INVISIBLE.sub("", unicodedata.normalize("NFKD", folded))
    folded = _ACCENTS.sub("", unicodedata.normalize("NFD", folded)).translate(_FOLD)
    folded = unicodedata.normalize("NFC", folded)
    return _SPACES.sub(" ", folded).strip()


def sort_key(*parts: str) -> str:
    """A key whose byte order (COLLATE "C") is the order people expect; parts from the widest down.

    Punctuation is left out. Two spaces part the parts, so that `Lee, Zoe` stands before
    `Lee Ann, Bob`: `sort_key(family, given)`.
    """
    keys = (" ".join(_NOT_A_WORD.sub(" ", match_key(part)).split()) for part in parts)
    return "  ".join(key for key in keys if key)


def words(text: str) -> list[str]:
    """The folded words of a text in their order: what a search box breaks a query into."""
    return _NOT_A_WORD.sub(" ", match_key(text)).split()


def spellings(text: str) -> list[tuple[str, ...]]:
    """`words`, each with the other spelling it may be indexed under: `Müller` → muller, mueller."""
    plain, spelled_out = words(text), words(_with_digraphs(text))
    if len(plain) != len(spelled_out):
        return [(word,) for word in plain]
    return [tuple(dict.fromkeys(pair)) for pair in zip(plain, spelled_out, strict=True)]


def is_cjk(word: str) -> bool:
    """Whether a word begins in Han, kana or Hangul, which are written without spaces."""
    return bool(_CJK.match(word))


def index_words(text: str) -> set[str]:
    """Every word by which a text is to be found: a superset of `words`, for search documents.

    Adds the halves and the whole of `O'Neal` and `Jean-Luc`, the spelling with e (`Müller` →
    `mueller`), and every tail of a Han, kana or Hangul word, so that a part inside it is a prefix.
    """
    found = set(words(text))
    for piece in unicodedata.normalize("NFC", text).split():
        found |= _index_words(piece)
    for word in list(found):
        if _CJK.match(word):
            found.update(word[start:] for start in range(1, min(len(word), 32)))
    return found - {""}


@lru_cache(maxsize=20_000)
def _index_words(piece: str) -> frozenset[str]:
    """The same for what stands between two spaces; kept, since names repeat."""
    halves = words("".join(" " if char in _APOSTROPHES else char for char in piece))
    return frozenset((*halves, "".join(halves), *words(_with_digraphs(piece))))


def digits(text: str) -> str:
    """The decimal digits of a text, of whatever script, as ASCII: `٠٧٤٠` → `0740`."""
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())


def _with_digraphs(text: str) -> str:
    return "".join(_DIGRAPHS.get(char, char) for char in text.casefold())


def _unsafe_sentence(char: str, place: int) -> str:
    name = f"U+{ord(char):04X}"
    if char in "\n\r\t\u2028\u2029":
        return f"One line only: character {place} is a line break or a tab."
    if "\u202a" <= char <= "\u206f":
        return f"Character {place} ({name}) turns the direction of writing. Take it out."
    return f"Character {place} ({name}) is a control character that cannot be shown. Take it out."
