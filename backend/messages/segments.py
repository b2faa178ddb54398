"""How many SMS a text makes: its alphabet, its parts, the room left in the last one.

3GPP TS 23.038 and 23.040: 140 octets of user data are 160 septets of the GSM default alphabet or 70
UTF-16 code units; a header that ties parts together takes six octets and leaves 153 or 67. A character
of the extension table takes two septets. `frontend/src/features/messages/segments.ts` counts alike
while one types; `tests/messages/segment-cases.json` holds both to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from aiosmpplib.codec import GSM_BASIC_ENCODE_MAP, GSM_EXTENDED_ENCODE_MAP, GSM7BitCodec

from backend.core.errors import InvalidInput

MOST_PARTS = 10
"""A longer text is a letter; handsets join more, but whoever sends it pays for each part."""

HEADER_OCTETS = 6


class Alphabet(StrEnum):
    """What a text is written in on its way: the one of GSM where it can, else UCS-2."""

    GSM = "gsm"
    UCS2 = "ucs2"


ALONE = {Alphabet.GSM: 160, Alphabet.UCS2: 70}
TIED = {Alphabet.GSM: 153, Alphabet.UCS2: 67}


@dataclass(frozen=True, slots=True)
class Segments:
    """A text cut as it is sent. `units` are septets or UTF-16 code units; `remaining` fit in its last part."""

    alphabet: Alphabet
    parts: tuple[str, ...]
    units: int
    remaining: int


def segmented(text: str) -> Segments:
    """Cut a text; no part ends between an escape and its character, or between two surrogates."""
    alphabet = alphabet_of(text)
    units = sum(_width(char, alphabet) for char in text)
    if units <= ALONE[alphabet]:
        return Segments(alphabet, (text,), units, ALONE[alphabet] - units)
    parts = tuple(_cut(text, alphabet))
    last = sum(_width(char, alphabet) for char in parts[-1])
    return Segments(alphabet, parts, units, TIED[alphabet] - last)


def sendable(text: str, path: tuple[str, ...] = ("body",)) -> Segments:
    """The parts of a text that is to be sent; an empty or too long one is refused."""
    if not text.strip():
        raise InvalidInput("Write what the SMS says.", path)
    found = segmented(text)
    if len(found.parts) > MOST_PARTS:
        raise InvalidInput(
            f"This text makes {len(found.parts)} SMS. An SMS can have up to {MOST_PARTS} parts:"
            " shorten it, or send it by e-mail.",
            path,
        )
    return found


def alphabet_of(text: str) -> Alphabet:
    """GSM where its tables have every character."""
    known = all(c in GSM_BASIC_ENCODE_MAP or c in GSM_EXTENDED_ENCODE_MAP for c in text)
    return Alphabet.GSM if known else Alphabet.UCS2


def octets(part: str, alphabet: Alphabet) -> bytes:
    """A part as SMPP and Kannel carry it: one septet per octet, or UTF-16 in network order."""
    if alphabet is Alphabet.UCS2:
        return part.encode("utf-16-be")
    encoded: bytes = GSM7BitCodec().encode(part)[0]
    return encoded


def header(reference: int, count: int, number: int) -> bytes:
    """The user data header of part `number` of `count` (TS 23.040, 9.2.3.24.1); `reference` ties them."""
    return bytes((5, 0, 3, reference & 0xFF, count, number))


def _width(char: str, alphabet: Alphabet) -> int:
    if alphabet is Alphabet.GSM:
        return 2 if char in GSM_EXTENDED_ENCODE_MAP else 1
    return 2 if ord(char) > 0xFFFF else 1


def _cut(text: str, alphabet: Alphabet) -> Iterator[str]:
    start, used = 0, 0
    for at, char in enumerate(text):
        width = _width(char, alphabet)
        if used + width > TIED[alphabet]:
            yield text[start:at]
            start, used = at, 0
        used += width
    yield text[start:]
