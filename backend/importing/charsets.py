"""Decides which character set the bytes of a file are written in."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from charset_normalizer import from_bytes

WESTERN = "cp1252"
HINT_BYTES = 64 * 1024

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Central European text is told from Western by signs that stand inside words: "Wa³êsa".
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¡-©«-´¶-¹»-¿][^\W\d_]|\b[¡-©«-´¶-¹»-¿][a-z]{2}")
_LATIN = frozenset({"cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "latin_1", "hp_roman8"})
_TRUSTED = frozenset(
    {
        "cp1250", "cp1251", "koi8_r", "koi8_u", "cp1253", "cp1255", "cp1256", "cp874", "tis_620",
        "cp932", "shift_jis", "euc_jp", "euc_kr", "cp949", "gb18030", "gbk", "gb2312", "big5",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Charset:
    """A codec of Python's, and whether the bytes prove it or only suggest it."""

    codec: str
    certain: bool

    @property
    def label(self) -> str:
        """The name a person knows it by."""
        return _LABELS.get(self.codec, self.codec.upper().replace("_", "-"))


_LABELS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1250": "Central European (Windows)",
    "cp1251": "Cyrillic (Windows)",
    "cp1252": "Western (Windows)",
    "cp1253": "Greek (Windows)",
    "cp1255": "Hebrew (Windows)",
    "cp1256": "Arabic (Windows)",
}


def known(name: str) -> str | None:
    """The codec Python has under a name somebody wrote, or None."""
    try:
        codec = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return None
    text = getattr(codec, "_is_text_encoding", True)  # bytes-to-bytes codecs such as zlib say no
    return codec.name if text else None


def decide(chunks: Iterable[bytes]) -> Charset:
    """Name the character set of a whole file, given in pieces, holding only its beginning.

    Order: byte order mark; UTF-16 without one (every other byte is NUL); UTF-8 when every byte
    of the file agrees; otherwise a guess at the single-byte and East Asian sets.
    """
    pieces = iter(chunks)
    head = next(pieces, b"")
    for mark, codec in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return Charset(codec, certain=True)
    if wide := _utf16_without_mark(head):
        return Charset(wide, certain=False)
    utf8, head = _is_utf8(head, pieces)
    return Charset("utf-8", certain=True) if utf8 else Charset(_guess(head), certain=False)


def _utf16_without_mark(head: bytes) -> str | None:
    sample = head[:2000]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.1 else None


def _is_utf8(head: bytes, rest: Iterable[bytes]) -> tuple[bool, bytes]:
    """Whether it decodes, and a sample holding the bytes beyond ASCII the guess lives on."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample = head
    try:
        decoder.decode(head)
        for piece in rest:
            sample = piece if not piece.isascii() else sample
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False, sample
    return True, sample


def _guess(head: bytes) -> str:
    """A hint is believed where it names another script; among Latin sets the signs decide."""
    sample = _lines_beyond_ascii(head)
    hint = from_bytes(sample).best()
    codec = hint.encoding if hint else WESTERN
    if codec in _LATIN or codec not in _TRUSTED:
        odd = _SIGN_IN_WORD.search(sample.decode(WESTERN, "replace"))
        return "cp1250" if odd else WESTERN
    return codec


def _lines_beyond_ascii(head: bytes) -> bytes:
    lines = [
        line for line in head[: 4 * HINT_BYTES].splitlines(keepends=True) if not line.isascii()
    ]
    return b"".join(lines)[:HINT_BYTES]
