"""Web addresses as people type them."""

import re
from typing import Any

from backend.core import text
from backend.core.errors import InvalidInput

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/?#.]+(\.[^\s/?#.]+)*(:\d+)?([/?#]\S*)?", re.IGNORECASE)


def web_address(value: Any, name: str) -> str:
    """A web address, `https://` put before it where nobody typed a scheme; other schemes are refused.

    It becomes a link, so nothing but the web may stand in it (RFC 9110 §4.2).
    """
    typed = text.clean(value or "", (name,))
    if not typed:
        return ""
    bare = not _SCHEME.match(typed) or re.match(r"[^/:]+:\d+(/|$)", typed)
    address = f"https://{typed}" if bare else typed
    if not _WEB.fullmatch(address):
        raise InvalidInput(f"“{typed[:60]}” is not a web address.", (name,))
    return address
