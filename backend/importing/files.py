"""Recognises what a file is by its content: a table, vCards, or something that is neither."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from backend.importing import charsets
from backend.importing.charsets import Charset
from backend.importing.problems import UnreadableFile

CHUNK = 256 * 1024


class FileKind(StrEnum):
    """The kinds of file that can be imported."""

    TABLE = "table"
    VCARD = "vcard"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is and how its bytes become text."""

    kind: FileKind
    charset: Charset


_SAVE_AS_CSV = "Save it as CSV there and send that."
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "This is a picture (PNG), not a table or vCards."),
    (b"\xff\xd8\xff", "This is a picture (JPEG), not a table or vCards."),
    (b"GIF8", "This is a picture (GIF), not a table or vCards."),
    (b"RIFF", "This is a picture or a recording, not a table or vCards."),
    (b"%PDF", "This is a PDF document. Export a CSV or vCards from the program it came from."),
    (b"\x1f\x8b", "This file is compressed (gzip). Unpack it and send what is inside."),
    (b"7z\xbc\xaf", "This file is compressed (7-Zip). Unpack it and send what is inside."),
    (b"Rar!", "This file is compressed (RAR). Unpack it and send what is inside."),
    (b"BZh", "This file is compressed (bzip2). Unpack it and send what is inside."),
    (b"\xfd7zXZ", "This file is compressed (xz). Unpack it and send what is inside."),
    (b"\xd0\xcf\x11\xe0", f"This is an old Office document (.xls or .doc). {_SAVE_AS_CSV}"),
    (b"SQLite format 3\0", "This is a SQLite database. Export its tables as CSV and send those."),
    (b"!BDN", "This is an Outlook data file (.pst). Export the contacts as CSV and send that."),
    (b"\x7fELF", "This is a program, not a table or vCards."),
    (b"MZ\x90\0", "This is a program, not a table or vCards."),
)
_TEXT_STARTS: tuple[tuple[str, str], ...] = (
    ("<!doctype html", "This is a web page. Export a CSV or vCards from the program it came from."),
    ("<html", "This is a web page. Export a CSV or vCards from the program it came from."),
    ("<?xml", "This is an XML file. Export a CSV or vCards from the program it came from."),
    ("{\\rtf", "This is a formatted document (RTF), not a table or vCards."),
    ("begin:vcalendar", "This is a calendar, not a table or vCards."),
)


def chunks(path: Path) -> Iterator[bytes]:
    """The file's bytes in pieces that never add up in memory."""
    with path.open("rb") as source:
        while piece := source.read(CHUNK):
            yield piece


def recognise(path: Path, codec: str | None = None) -> Recognised:
    """Say what the file holds, whatever its name claims; `codec` overrides the guessed one.

    Raises UnreadableFile, in plain words, for everything that is not text in rows or cards.
    """
    head = next(chunks(path), b"")
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise UnreadableFile("The file is empty.")
    _refuse_foreign(path, head)
    charset = _charset(path, codec)
    start = head.decode(charset.codec, "replace").lstrip("\ufeff\r\n\t ")
    _refuse_binary(start)
    for beginning, sentence in _TEXT_STARTS:
        if start[:200].lower().startswith(beginning):
            raise UnreadableFile(sentence)
    kind = FileKind.VCARD if _looks_like_cards(start) else FileKind.TABLE
    return Recognised(kind, charset)


def _charset(path: Path, codec: str | None) -> Charset:
    if codec is None:
        return charsets.decide(chunks(path))
    name = charsets.known(codec)
    if name is None:
        raise UnreadableFile(f"Nothing is known of a character set called “{codec}”.")
    return Charset(name, certain=True)


def _refuse_foreign(path: Path, head: bytes) -> None:
    if head.startswith(b"PK\x03\x04"):
        raise UnreadableFile(_inside_zip(path))
    for magic, sentence in _MAGIC:
        if head.startswith(magic):
            raise UnreadableFile(sentence)


def _inside_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return "This file is a damaged archive (ZIP). Unpack it and send what is inside."
    if any(name.startswith("xl/") for name in names):
        return f"This is an Excel workbook (.xlsx). {_SAVE_AS_CSV}"
    if any(name in ("content.xml", "mimetype") for name in names):
        return f"This is an OpenDocument file. {_SAVE_AS_CSV}"
    if any(name.startswith("word/") for name in names):
        return "This is a Word document, not a table or vCards."
    return "This file is an archive (ZIP). Unpack it and send what is inside."


def _refuse_binary(text: str) -> None:
    sample = text[:4000]
    strange = sum(1 for char in sample if char < " " and char not in "\t\r\n\f\v\0\x1a")
    if sample and (strange + sample.count("\0") // 4) > len(sample) * 0.02 + 4:
        raise UnreadableFile("This is not a text file. Send a CSV file or vCards (.vcf).")


def _looks_like_cards(start: str) -> bool:
    lines = (line.strip().upper() for line in start[:20_000].splitlines())
    return any(line.replace(" ", "").endswith("BEGIN:VCARD") for line in lines)
