"""What may be written on a company, and the form of each value."""

import re
from collections.abc import Mapping
from typing import Any

from backend.core import forms
from backend.core.errors import InvalidInput
from backend.core.forms import Form

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/?#.]+(\.[^\s/?#.]+)*(:\d+)?([/?#]\S*)?", re.IGNORECASE)


def website(value: Any, name: str) -> str:
    """A web address, `https://` put before it where nobody typed a scheme; other schemes are refused.

    It becomes a link, so nothing but the web may stand in it (RFC 9110 §4.2).
    """
    typed = forms.line(value, name)
    if not typed:
        return ""
    bare = not _SCHEME.match(typed) or re.match(r"[^/:]+:\d+(/|$)", typed)
    address = f"https://{typed}" if bare else typed
    if not _WEB.fullmatch(address):
        raise InvalidInput(f"“{typed[:60]}” is not a web address.", (name,))
    return address


FORMS: Mapping[str, Form] = {
    "name": forms.needed("A company needs a name."),
    "legal_name": forms.line,
    "registration_number": forms.line,
    "vat_number": forms.line,
    "website": website,
    "industry": forms.line,
    "parent_id": forms.as_is,
    "notes": forms.lines,
}
