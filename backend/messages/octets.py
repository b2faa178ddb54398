"""Octets that came in, as text: nothing is lost because an alphabet was named wrongly or not at all."""

import codecs

_UTF_16 = {"utf-16be", "utf16-be", "ucs-2", "ucs2", "utf-16"}


def decoded(octets: bytes, charset: str = "") -> str:
    """The text of octets in a named alphabet; UTF-8 where none is, and then Windows-1252.

    Kannel says UTF-16BE of a text in UCS-2 and writes one it could convert in UTF-8.
    """
    name = charset.strip().lower()
    if name in _UTF_16 and len(octets) % 2 == 0:
        return octets.decode("utf-16-be", "replace")
    for candidate in (name, "utf-8", "cp1252"):
        try:
            return codecs.decode(octets, candidate) if candidate else octets.decode("utf-8")
        except (LookupError, ValueError, TypeError):
            continue
    return octets.decode("latin-1")
