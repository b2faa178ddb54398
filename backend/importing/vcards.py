"""Takes a file of vCards apart: each card by itself, so that a broken one never stops the rest."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from backend.importing import content_lines
from backend.importing.charsets import Charset
from backend.importing.content_lines import BULKY, Property
from backend.importing.files import chunks

_CHARSET = re.compile(r";CHARSET=[^;:]*", re.IGNORECASE)
MAX_CARD_LINES = 50_000
"""Lines after which a card counts as never ended; a photograph of 2 MB has about 37,000."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card as it stood in the file, taken apart; `problem` says why it is none."""

    number: int
    text: str
    version: str = "3.0"
    properties: tuple[Property, ...] = ()
    problem: str = ""

    def all(self, name: str) -> tuple[Property, ...]:
        """Every property of a name, in order."""
        return tuple(item for item in self.properties if item.name == name)

    def first(self, *names: str) -> str:
        """The text of the first property of these names that is not empty."""
        for name in names:
            for item in self.all(name):
                if text := item.text(self.version).strip():
                    return text
        return ""

    def label_in_group(self, item: Property) -> str:
        """The name Apple and Google write beside a property: `item1.X-ABLabel:_$!<Spouse>!$_`."""
        if not item.group:
            return ""
        for other in self.properties:
            if other.group == item.group and other.name == "X-ABLABEL":
                text = other.text(self.version).strip()
                return text.removeprefix("_$!<").removesuffix(">!$_").strip()
        return ""


@dataclass
class _Pile:
    """The lines of the card being collected."""

    lines: list[bytes] = field(default_factory=list)
    depth: int = 0


def raw_lines(path: Path, charset: Charset) -> Iterator[bytes]:
    """The file's lines as bytes, in UTF-8 where they were in UTF-16 or UTF-32, else as they are."""
    wide = charset.codec.startswith(("utf-16", "utf-32"))
    decoder = codecs.getincrementaldecoder(charset.codec)(errors="replace") if wide else None
    rest = b""
    for piece in chunks(path):
        rest += decoder.decode(piece).encode("utf-8", "replace") if decoder else piece
        *whole, rest = rest.replace(b"\r\n", b"\n").split(b"\n")
        for line in whole:
            yield from _single(line)
    yield from _single(rest.removesuffix(b"\x1a"))


def _single(line: bytes) -> Iterable[bytes]:
    """Old Macintosh files end their lines with CR alone."""
    line = line.removeprefix(codecs.BOM_UTF8)
    return line.rstrip(b"\r").split(b"\r") if b"\r" in line.rstrip(b"\r") else (line.rstrip(b"\r"),)


def cards(path: Path, charset: Charset) -> Iterator[Card]:
    """The cards of a file in order, numbered from 1; text between cards has a `problem`."""
    codec = "utf-8" if charset.codec.startswith("utf") else charset.codec
    for number, (lines, complete) in enumerate(_piles(raw_lines(path, charset)), start=1):
        yield _card(number, lines, codec, complete)


def _piles(lines: Iterable[bytes]) -> Iterator[tuple[list[bytes], bool]]:
    pile = _Pile()
    for line in lines:
        word = line.strip().upper().replace(b" ", b"")
        begins = word == b"BEGIN:VCARD" or (
            word.startswith(b"AGENT") and word.endswith(b"BEGIN:VCARD")
        )
        if word == b"BEGIN:VCARD" and not (pile.depth and _nested(pile)):
            yield from _flush(pile, complete=False)
        pile.depth += begins
        pile.lines.append(line)
        if word == b"END:VCARD" and pile.depth:
            pile.depth -= 1
            if not pile.depth:
                yield from _flush(pile, complete=True)
        elif len(pile.lines) >= MAX_CARD_LINES:
            yield from _flush(pile, complete=False)
    yield from _flush(pile, complete=False)


def _nested(pile: _Pile) -> bool:
    """Whether a card may begin inside this one: only as the value of AGENT."""
    before = pile.lines[-1].strip().upper() if pile.lines else b""
    return before.startswith(b"AGENT") and before.endswith(b":")


def _flush(pile: _Pile, *, complete: bool) -> Iterator[tuple[list[bytes], bool]]:
    lines, pile.lines, pile.depth = pile.lines, [], 0
    if any(line.strip() for line in lines):
        yield lines, complete


def _card(number: int, lines: list[bytes], codec: str, complete: bool) -> Card:
    found: list[Property] = []
    kept: list[str] = []
    depth = 0
    for line in content_lines.logical_lines(lines):
        item = content_lines.parse(line, codec)
        kept.append(_kept(line, item, codec))
        if item is None:
            continue
        nests = item.name == "AGENT" and "BEGIN:VCARD" in item.value.upper().replace(" ", "")
        if item.name == "BEGIN" or (nests and "END:VCARD" not in item.value.upper()):
            depth += 1
        elif item.name == "END":
            depth -= 1
        elif depth == 1 and item.name != "AGENT":
            found.append(item)
    version = next((item.value.strip() for item in found if item.name == "VERSION"), "3.0")
    text = "\n".join(kept)
    if not kept or not kept[0].strip().upper().replace(" ", "").endswith("BEGIN:VCARD"):
        return Card(number, text, problem="This text stands outside of any card.")
    if not found:
        problem = (
            "The card is empty." if complete else "The card breaks off before it says anything."
        )
        return Card(number, text, problem=problem)
    return Card(number, text, version, tuple(found))


def _kept(line: bytes, item: Property | None, codec: str) -> str:
    """The line as it is remembered, readable again as UTF-8, whatever its own character set was.

    Pictures, sounds and keys are kept without their content.
    """
    head = line.partition(b":")[0].decode("utf-8", "replace")
    if item is not None and item.name in BULKY and len(line) > 200:
        return f"{head}:"
    if item is not None and "CHARSET" in item.params and "QUOTED-PRINTABLE" not in head.upper():
        return f"{_CHARSET.sub('', head)}:{item.value}"
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(codec, "replace")


def reread(text: str, number: int) -> Card:
    """A remembered card, perhaps mended by hand, taken apart again."""
    lines = text.encode("utf-8", "replace").splitlines()
    return _card(number, lines, "utf-8", complete=True)
