"""Reads the lines of a vCard: RFC 6350 section 3.3, RFC 2426 and the older vCard 2.1.

Works on bytes, because a fold may part a character and vCard 2.1 names a character set per line.
"""

import binascii
import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from backend.importing import charsets

BULKY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
"""Properties whose content is never imported."""

_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/=\s]+\Z")
_NAME = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)?\Z")


@dataclass(frozen=True, slots=True)
class Property:
    """One property: upper-case name, group, parameters (upper-case keys) and its escaped value."""

    name: str
    value: str
    group: str = ""
    params: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def types(self) -> tuple[str, ...]:
        """The words of TYPE in lower case, in their order."""
        return tuple(word.lower() for word in self.params.get("TYPE", ()))

    def text(self, version: str) -> str:
        """The value as one text."""
        return unescape(self.value, version)

    def parts(self, version: str) -> tuple[tuple[str, ...], ...]:
        """The value taken apart at its semicolons, and each component at its commas."""
        commas = "," if version != "2.1" else ""
        components = split(self.value, ";")
        return tuple(
            tuple(
                unescape(item, version).strip()
                for item in (split(part, commas) if commas else [part])
            )
            for part in components
        )


def logical_lines(lines: Sequence[bytes]) -> Iterator[bytes]:
    """Join folded lines, soft breaks of quoted-printable and unindented base64."""
    current: bytes | None = None
    for raw in lines:
        line = raw.rstrip(b"\r\n")
        if current is None:
            current = line or None
        elif _soft_break(current):
            current = current[:-1] + line if line else current
        elif line[:1] in (b" ", b"\t"):
            current += line[1:]
        elif _continues_base64(current, line):
            current += line
        else:
            yield current
            current = line or None
    if current is not None:
        yield current


def _soft_break(line: bytes) -> bool:
    head = line.partition(b":")[0].upper()
    return line.endswith(b"=") and b"QUOTED-PRINTABLE" in head


def _continues_base64(current: bytes, line: bytes) -> bool:
    head = current.partition(b":")[0].upper()
    in_base64 = b"BASE64" in head or b"ENCODING=B" in head
    return in_base64 and bool(line) and bool(_BASE64_LINE.match(line))


def parse(line: bytes, codec: str) -> Property | None:
    """One logical line as a property, or None where it is none; `codec` is the file's."""
    colon = _colon(line)
    if colon < 0:
        return None
    head, *params = _unquoted_split(line[:colon].decode("utf-8", "replace"))
    head = head.strip()
    if not _NAME.match(head):
        return None
    group, _, name = head.rpartition(".")
    parameters = _parameters(params)
    if name.upper() in BULKY:
        return Property(name.upper(), "", group.upper(), parameters)
    value = _decode(line[colon + 1 :], parameters, codec)
    return Property(name.upper(), value, group.upper(), parameters)


def _colon(line: bytes) -> int:
    """Where the value begins: the first colon outside quotation marks, or the first at all."""
    quoted = False
    for place, byte in enumerate(line[:4000]):
        if byte == 0x22:
            quoted = not quoted
        elif byte == 0x3A and not quoted:
            return place
    return line.find(b":")


def _unquoted_split(head: str) -> list[str]:
    parts, quoted = [""], False
    for char in head:
        if char == '"':
            quoted = not quoted
        elif char == ";" and not quoted:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _parameters(params: list[str]) -> dict[str, tuple[str, ...]]:
    """Parameters by name; bare words of vCard 2.1 (`TEL;WORK;VOICE`) count as TYPE or ENCODING."""
    found: dict[str, list[str]] = {}
    for param in params:
        key, equals, value = param.partition("=")
        word = key.strip().upper()
        if not equals:
            value, word = key, "ENCODING" if word in _ENCODINGS else "TYPE"
        values = [item.strip() for item in value.split(",") if item.strip()]
        found.setdefault(word, []).extend(values)
    return {key: tuple(values) for key, values in found.items()}


def _decode(value: bytes, params: dict[str, tuple[str, ...]], codec: str) -> str:
    encoding = (params.get("ENCODING") or ("",))[-1].upper()
    if encoding == "QUOTED-PRINTABLE":
        value = quopri.decodestring(value.replace(b"=3B", b"\\;").replace(b"=3b", b"\\;"))
    elif encoding in ("BASE64", "B"):
        try:
            value = binascii.a2b_base64(value)
        except binascii.Error:
            value = b""
    declared = charsets.known((params.get("CHARSET") or ("",))[-1])
    for candidate in (declared, "utf-8"):
        if candidate:
            try:
                return value.decode(candidate)
            except UnicodeDecodeError:
                continue
    return value.decode(codec, "replace")


def split(value: str, mark: str) -> list[str]:
    """Split at `mark` where no backslash stands before it; the escapes stay in the pieces."""
    pieces: list[str] = []
    current: list[str] = []
    escaped = False
    for char in value:
        if char == mark and not escaped:
            pieces.append("".join(current))
            current = []
            continue
        escaped = char == "\\" and not escaped
        current.append(char)
    pieces.append("".join(current))
    return pieces


def unescape(value: str, version: str) -> str:
    r"""Take the backslashes off. vCard 2.1 knows no escaped line break: `C:\new` stays."""
    if "\\" not in value:
        return value
    breaks = "" if version == "2.1" else "nN"

    def plain(match: re.Match[str]) -> str:
        char = match.group(1)
        if char in breaks:
            return "\n"
        return char if char in "\\,;:" else match.group(0)

    return re.sub(r"\\(.)", plain, value, flags=re.DOTALL)
