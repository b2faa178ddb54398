"""Where a folded word stands in a text as people wrote it."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from backend.core.text import index_words, is_cjk, words

_JOINED_VOICING = "ﾞﾟ"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (not included) of a text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word was found, and whether it is a whole word there."""

    span: Span
    whole: bool


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text's letters, folded, each with the span it came from; words begin at `starts`."""

    letters: str
    spans: tuple[Span, ...]
    starts: frozenset[int]


def place_of(word: str, text: str) -> Place | None:
    """The best place of a folded word in a text: a whole word, else the beginning of one."""
    folded = _fold(text)
    found: Place | None = None
    for start in sorted(folded.starts):
        if folded.letters.startswith(word, start):
            end = start + len(word)
            whole = end == len(folded.letters) or end in folded.starts
            span = Span(folded.spans[start].start, folded.spans[end - 1].end)
            if whole:
                return Place(span, True)
            found = found or Place(span, False)
    return found or _piece_of(word, text)


def difference(typed: str, word: str, place: Place, text: str) -> tuple[Span, ...]:
    """The letters of a found word that are not as typed: what lies between the common ends."""
    letters = [s for s in _fold(text).spans if place.span.start <= s.start < place.span.end]
    if len(letters) != len(word):
        return ()
    front = 0
    while front < min(len(typed), len(word)) and typed[front] == word[front]:
        front += 1
    back = 0
    while back < min(len(typed), len(word)) - front and typed[-1 - back] == word[-1 - back]:
        back += 1
    wrong = letters[front : len(word) - back]
    return (Span(wrong[0].start, wrong[-1].end),) if wrong else ()


def digits_in(digits: str, text: str) -> Span | None:
    """Where a run of digits stands in a written number, signs and spaces between them included."""
    places = [place for place, char in enumerate(text) if char.isdecimal()]
    start = "".join(text[place] for place in places).rfind(digits)
    return Span(places[start], places[start + len(digits) - 1] + 1) if start >= 0 else None


def utf16(text: str, span: Span) -> Span:
    """The same span in UTF-16 code units, in which JavaScript, Java and Swift's NSString count."""
    return Span(*(len(text[:end].encode("utf-16-le")) // 2 for end in (span.start, span.end)))


def _piece_of(word: str, text: str) -> Place | None:
    """The piece of a text that is indexed under a word in some spelling: `Müller` under mueller."""
    start = 0
    for piece in text.split():
        start = text.index(piece, start)
        spelled = _spelled(piece)
        if any(other.startswith(word) for other in spelled):
            return Place(Span(start, start + len(piece)), word in spelled)
        start += len(piece)
    return None


@lru_cache(maxsize=5_000)
def _spelled(piece: str) -> frozenset[str]:
    return frozenset(index_words(piece))


@lru_cache(maxsize=5_000)
def _fold(text: str) -> _Folded:
    letters: list[str] = []
    spans: list[Span] = []
    starts: set[int] = set()
    fresh = True
    for span in _clusters(text):
        folded = "".join(words(text[span.start : span.end]))
        if folded and (fresh or is_cjk(folded)):
            starts.add(len(letters))
        fresh = not folded
        letters += folded
        spans += [span] * len(folded)
    return _Folded("".join(letters), tuple(spans), frozenset(starts))


def _clusters(text: str) -> list[Span]:
    """Letters with the marks that belong to them."""
    found: list[Span] = []
    for place, char in enumerate(text):
        mark = unicodedata.category(char).startswith("M") or char in _JOINED_VOICING
        if mark and found:
            found[-1] = Span(found[-1].start, place + 1)
        else:
            found.append(Span(place, place + 1))
    return found
