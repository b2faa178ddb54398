"""What somebody means who types into the one search box: words, digits, addresses.

Pure: text in, terms out. Nothing here knows of SQL or of an account; see `lexemes`.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

import phonenumbers

from backend.contact_points.emails import try_email
from backend.contact_points.phones import try_phone
from backend.core.text import LINE_LIMIT, digits, is_cjk, nfc, repaired, spellings

MOST_TERMS = 24
"""The longest name of data people gave us has 18 words; a search needs no more than all of them."""
SHORTEST_SLIP = 4
"""Of shorter words every other one is only a letter away."""
LONGEST_SHORT = 3
"""Up to this length a beginning is so common that meeting all who have it costs too much."""
FEWEST_DIGITS = 4
"""With fewer, the end of a telephone number says nothing."""

_OUTER = "<>\"'“”„«»‹›,;"
_PHONE_PIECE = re.compile(r"(?:tel:)?[+＋(]*\d[\d()\[\]./\-–]*|[+＋()/–-]+")
_TRUNK_IN_BRACKETS = re.compile(r"\(0\)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name, folded: `typed`, and what else would do in its place (`others`)."""

    typed: str
    others: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Every spelling that counts, the typed one first."""
        return (self.typed, *self.others, *self.corrected)

    @property
    def is_initial(self) -> bool:
        """One letter of an alphabet; one of Han is a word."""
        return len(self.typed) == 1 and not is_cjk(self.typed)

    @property
    def may_slip(self) -> bool:
        """Whether it is worth looking for a word one letter away."""
        long_enough = len(self.typed) >= SHORTEST_SLIP
        return long_enough and self.typed.isalpha() and not is_cjk(self.typed)


@dataclass(frozen=True, slots=True)
class Digits:
    """Digits of a telephone number, a client number, an identity number; or words that are numbers.

    `e164` are the whole numbers they may be in the searcher's region, without the plus sign.
    `beginnings` are the ways to read them from the left: with the prefix for calls abroad or the
    trunk prefix taken off.
    """

    typed: str
    pieces: tuple[str, ...]
    beginnings: tuple[str, ...]
    e164: tuple[str, ...] = ()

    @property
    def endings(self) -> tuple[str, ...]:
        """The ways to read them as the last digits of a number."""
        return tuple(d for d in self.beginnings if len(d) >= FEWEST_DIGITS)


@dataclass(frozen=True, slots=True)
class Email:
    """Part of an e-mail address around its @; `normalised` where it is a whole one."""

    typed: str
    normalised: str = ""

    @property
    def local(self) -> str:
        """What stands before the @."""
        return self.typed.rpartition("@")[0]

    @property
    def domain(self) -> str:
        """The @ and what follows."""
        return "@" + self.typed.rpartition("@")[2]


Term = Word | Digits | Email


@dataclass(frozen=True, slots=True)
class Query:
    """All terms must be met, or the whole text as one identifier (`paper`, `local`)."""

    terms: tuple[Term, ...]
    paper: str = ""
    local: str = ""

    @property
    def words(self) -> tuple[Word, ...]:
        """The terms that are words."""
        return tuple(term for term in self.terms if isinstance(term, Word))

    @property
    def initial(self) -> str:
        """The letter, where it is all there is."""
        only = self.terms[0] if len(self.terms) == 1 else None
        return only.typed if isinstance(only, Word) and only.is_initial else ""

    @property
    def short(self) -> str:
        """The two or three letters of an alphabet, spelt in one way, where they are all there is."""
        only = self.terms[0] if len(self.terms) == 1 else None
        if not isinstance(only, Word) or only.others or is_cjk(only.typed):
            return ""
        return only.typed if 1 < len(only.typed) <= LONGEST_SHORT else ""

    def corrected(self, words: dict[str, tuple[str, ...]]) -> "Query":
        """The same with these words allowed in the place of typed ones."""
        terms = tuple(
            replace(term, corrected=words.get(term.typed, ())) if isinstance(term, Word) else term
            for term in self.terms
        )
        return Query(terms)


def understand(text: str, region: str) -> Query:
    """The query in a text; `region` (ISO 3166-1 alpha-2) is where national numbers are read."""
    text = nfc(repaired(text).text[:LINE_LIMIT])
    terms: list[Term] = []
    run: list[str] = []
    for piece in [*text.split(), ""]:
        if _PHONE_PIECE.fullmatch(piece):
            run.append(piece)
            continue
        if run:
            terms += _digits(run, region)
            run = []
        terms += _term(piece.strip(_OUTER))
    return Query(tuple(terms[:MOST_TERMS]), paper=_paper(text), local=_local(text))


def _term(piece: str) -> list[Term]:
    if "@" in piece and len(piece) > 1:
        address = try_email(piece)
        bare = re.sub(r"^mailto:", "", piece, flags=re.IGNORECASE)
        return [Email(nfc(bare.casefold()), address.normalised if address else "")]
    return [Word(first, tuple(others)) for first, *others in spellings(piece)]


def _digits(run: list[str], region: str) -> list[Term]:
    typed = _TRUNK_IN_BRACKETS.sub("", " ".join(run))
    only = digits(typed)
    if not only:
        return []
    abroad = bool(re.search("[+＋]", typed))
    beginnings = _beginnings(only, "" if abroad else region)
    readings = [typed, *(() if abroad else beginnings[1:])] if len(only) > FEWEST_DIGITS else []
    numbers = [phone.e164[1:] for reading in readings if (phone := try_phone(reading, region))]
    pieces = tuple(filter(None, (digits(piece) for piece in run)))
    return [Digits(only, pieces, beginnings, tuple(dict.fromkeys(numbers)))]


def _beginnings(typed: str, region: str) -> tuple[str, ...]:
    """The digits as they are, without zeros in front, without the region's own prefixes."""
    readings = [typed, typed.lstrip("0")]
    for prefix in _prefixes(region):
        match = re.match(prefix, typed)
        if match and match.end() < len(typed):
            readings.append(typed[match.end() :])
    return tuple(dict.fromkeys(reading for reading in readings if reading))


@lru_cache(maxsize=300)
def _prefixes(region: str) -> tuple[str, ...]:
    """How numbers begin when called from a region: abroad, and to another town."""
    plan = phonenumbers.PhoneMetadata.metadata_for_region(region) if region else None
    found = (plan.international_prefix, plan.national_prefix_for_parsing) if plan else ()
    return tuple(prefix for prefix in found if prefix)


def _paper(text: str) -> str:
    """The text as an identity or registration number: its letters and digits, if it has digits."""
    joined = "".join(char for char in text.lower() if char.isalnum())
    fits = FEWEST_DIGITS <= len(joined) <= 40 and any(char.isdecimal() for char in joined)
    return joined if fits else ""


def _local(text: str) -> str:
    """The text as the beginning of an e-mail address, if it looks like one: `j.kowalski`."""
    return nfc(text.casefold()) if re.fullmatch(r"[^\W_][^\s@]*[._+-][^\s@]*", text) else ""
