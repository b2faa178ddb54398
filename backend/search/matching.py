"""What of a hit matched, for people to see at once why it is there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from backend.contact_points.phones import spell
from backend.core.names import display_name
from backend.search.highlighting import Place, Span, difference, digits_in, place_of
from backend.search.query import FEWEST_DIGITS, Digits, Email, Query, Term, Word


class Kind(StrEnum):
    """What can be found."""

    CUSTOMER = "customer"
    CONTACT = "contact"
    COMPANY = "company"
    PROJECT = "project"


class Field(StrEnum):
    """Where a match stands: its own name, that of a company it belongs to, or what reaches it."""

    NAME = "name"
    COMPANY = "company"
    EMAIL = "email"
    PHONE = "phone"
    NUMBER = "number"
    ID_NUMBER = "id_number"


class How(StrEnum):
    """How it matched; of several words in one text, the weakest."""

    EXACT = "exact"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    TYPO = "typo"


_WEAKEST = (How.TYPO, How.SUFFIX, How.PREFIX, How.EXACT)


@dataclass(frozen=True, slots=True)
class Shown:
    """One text of a hit: a name, a number, an address; `value` is the form it is compared in."""

    field: Field
    text: str
    value: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What matched in one text: spans in code points, and the letters a slip got wrong."""

    shown: Shown
    how: How
    spans: tuple[Span, ...] = ()
    slips: tuple[Span, ...] = ()


@dataclass(slots=True)
class _Found:
    hows: set[How] = field(default_factory=set)
    spans: set[Span] = field(default_factory=set)
    slips: set[Span] = field(default_factory=set)


def shown(facts: Mapping[str, Any]) -> list[Shown]:
    """The texts of a hit in the order in which they are preferred as a reason."""
    name = facts["name"]
    text = display_name(name[0], name[1], name[2], name[3]) if len(name) > 1 else name[0]
    texts = [Shown(Field.NAME, text)]
    texts += [Shown(Field.COMPANY, company) for company in facts.get("companies") or ()]
    texts += [Shown(Field.EMAIL, *email) for email in facts.get("emails") or ()]
    if "number" in facts:
        texts.append(Shown(Field.NUMBER, str(facts["number"]), str(facts["number"])))
    for e164, extension, label in facts.get("phones") or ():
        texts.append(Shown(Field.PHONE, spell(e164, extension).international, e164[1:], label))
    texts += [
        Shown(Field.ID_NUMBER, paper, "".join(filter(str.isalnum, paper.lower())))
        for paper in facts.get("papers") or ()
        if paper
    ]
    return texts


def matches(query: Query, texts: Sequence[Shown]) -> list[Match]:
    """Why these texts answer a query: the best place of each of its terms, one match per text."""
    whole = _alone(query, texts)
    if whole is not None:
        return [whole]
    found: dict[Shown, _Found] = {}
    for term in query.terms:
        best = next(_places(term, texts), None)
        if best is not None:
            entry = found.setdefault(best.shown, _Found())
            entry.hows.add(best.how)
            entry.spans.update(best.spans)
            entry.slips.update(best.slips)
    return [_match(text, found[text]) for text in texts if text in found]


def _match(text: Shown, found: _Found) -> Match:
    def sort(spans: set[Span]) -> tuple[Span, ...]:
        return tuple(sorted(spans, key=lambda span: span.start))

    how = next(how for how in _WEAKEST if how in found.hows)
    return Match(text, how, sort(found.spans), sort(found.slips))


def _alone(query: Query, texts: Sequence[Shown]) -> Match | None:
    """The whole text as an identity number, or as the beginning of an e-mail address."""
    for text in texts:
        if text.field is Field.EMAIL and query.local and text.value.startswith(query.local):
            return Match(text, How.PREFIX, (Span(0, len(query.local)),))
        letters_too = query.paper and not query.paper.isdecimal()
        if text.field is Field.ID_NUMBER and letters_too and text.value.startswith(query.paper):
            return _paper(text, query.paper)
    return None


def _places(term: Term, texts: Sequence[Shown]) -> Iterator[Match]:
    if isinstance(term, Digits):
        yield from _numbers(term, texts)
        words = [Word(piece) for piece in term.pieces]
    elif isinstance(term, Email):
        yield from _addresses(term, texts)
        return
    else:
        words = [term]
    for word in words:
        yield from _words(word, texts)


def _words(word: Word, texts: Sequence[Shown]) -> Iterator[Match]:
    """Whole words of every text come before beginnings, and what was typed before corrections."""
    beginnings = []
    for text in texts:
        if text.field in (Field.PHONE, Field.NUMBER, Field.ID_NUMBER):
            continue
        for spelling in (word.typed, *word.others):
            place = place_of(spelling, _searched(text))
            if place is not None and place.whole:
                yield Match(text, How.EXACT, (place.span,))
            elif place is not None:
                beginnings.append(Match(text, How.PREFIX, (place.span,)))
    yield from beginnings
    for text in texts:
        for correction in word.corrected:
            place = place_of(correction, _searched(text))
            if place is not None and place.whole:
                yield _slip(word, correction, place, text)


def _searched(text: Shown) -> str:
    return text.text.rpartition("@")[0] if text.field is Field.EMAIL else text.text


def _slip(word: Word, correction: str, place: Place, text: Shown) -> Match:
    wrong = difference(word.typed, correction, place, text.text)
    return Match(text, How.TYPO, (place.span,), wrong)


def _numbers(term: Digits, texts: Sequence[Shown]) -> Iterator[Match]:
    for wanted in (How.EXACT, How.PREFIX, How.SUFFIX):
        for text in texts:
            if text.field is Field.PHONE:
                match = _phone(term, text)
            elif text.field is Field.NUMBER and text.value.startswith(term.typed):
                match = _beginning(text, term.typed)
            elif text.field is Field.ID_NUMBER and text.value.startswith(term.typed):
                match = _paper(text, term.typed)
            else:
                continue
            if match is not None and match.how is wanted:
                yield match


def _phone(term: Digits, text: Shown) -> Match | None:
    if text.value in term.e164:
        typed = max((d for d in term.beginnings if text.value.endswith(d)), key=len, default="")
        span = digits_in(typed or text.value, text.text)
        return Match(text, How.EXACT, (span,) if span else ())
    if len(term.typed) < FEWEST_DIGITS:
        return None
    for ending in term.endings:
        if text.value.endswith(ending):
            span = digits_in(ending, text.text)
            return Match(text, How.SUFFIX, (span,) if span else ())
    for beginning in term.beginnings:
        # From the front: of the whole number, or behind a country prefix of up to three digits.
        at = text.value.find(beginning)
        if 0 <= at <= 3:
            span = digits_in(beginning, text.text)
            return Match(text, How.PREFIX, (span,) if span else ())
    return None


def _beginning(text: Shown, typed: str) -> Match:
    how = How.EXACT if text.value == typed else How.PREFIX
    return Match(text, how, (Span(0, len(typed)),))


def _paper(text: Shown, typed: str) -> Match:
    """Identity numbers are shown masked, so that there are no letters to set off."""
    return Match(text, How.EXACT if text.value == typed else How.PREFIX)


def _addresses(term: Email, texts: Sequence[Shown]) -> Iterator[Match]:
    addresses = [text for text in texts if text.field is Field.EMAIL]
    for text in addresses:
        if term.normalised and text.value == term.normalised:
            yield Match(text, How.EXACT, (Span(0, len(text.text)),))
    for text in addresses:
        folded = text.text.casefold()
        if folded.startswith(term.typed) and len(folded) == len(text.text):
            yield Match(text, How.PREFIX, (Span(0, len(term.typed)),))
    for text in addresses:
        at = text.text.rfind("@")
        if text.text[at:].casefold().startswith(term.domain):
            how = How.EXACT if len(text.text) - at == len(term.domain) else How.PREFIX
            yield Match(text, how, (Span(at, at + len(term.domain)),))
    yield from _words(Word(term.typed.strip("@")), texts)
