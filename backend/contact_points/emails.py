"""E-mail addresses: what may be one, and when two are the same."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from backend.core.errors import InvalidInput
from backend.core.text import repaired

LONGEST = 254
"""Most characters of an address: the path of RFC 5321 §4.5.3.1.3 without its brackets."""

_PATH = ("address",)
_LOCAL_SIGNS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~\u0080-\U0010ffff-]")
_DOMAIN_SIGNS = re.compile(r"[\w.\u0080-\U0010ffff-]")


@dataclass(frozen=True, slots=True)
class ParsedEmail:
    """One address: `normalised` is what makes it unique, `address` what a mail program is given."""

    typed: str
    address: str
    normalised: str
    href: str


@lru_cache(maxsize=10_000)
def parse_email(typed: str) -> ParsedEmail:
    """Read an address as typed or pasted (`mailto:` and `Anna Lis <anna@…>` are understood).

    Two addresses are the same where the part before the @ is, without regard to case, and the
    domain is the same name. Letters of every script are welcome on both sides (RFC 6531); nothing
    is asked of the network. Raises InvalidInput in words that say what is wrong.
    """
    text = _bare(repaired(typed).text)
    _refuse_obvious(text)
    try:
        read = validate_email(
            text,
            check_deliverability=False,
            test_environment=True,
            allow_quoted_local=True,
        )
    except EmailNotValidError:
        raise InvalidInput(_reason(text), _PATH) from None
    return ParsedEmail(text, read.normalized, _normal_form(read), mailto(read.normalized))


def try_email(typed: str) -> ParsedEmail | None:
    """The address, or None where it cannot be one: for searching."""
    try:
        return parse_email(typed)
    except InvalidInput:
        return None


def mailto(address: str) -> str:
    """The link that opens the user's own mail program (RFC 6068, R002)."""
    local, _, domain = address.rpartition("@")
    return "mailto:" + quote(local, safe="!$'*+._~-") + "@" + quote(domain, safe=".-")


def _normal_form(read: ValidatedEmail) -> str:
    local = unicodedata.normalize("NFC", (read.local_part or "").casefold())
    return f"{local}@{(read.ascii_domain or '').lower()}"


def _bare(text: str) -> str:
    """Without the link's scheme, or the name and angle brackets that mail programs copy."""
    bracketed = re.search(r"<([^<>]+)>\s*$", text)
    bare = bracketed[1] if bracketed else text
    return re.sub(r"^mailto:", "", bare.strip(), flags=re.IGNORECASE).strip()


def _refuse_obvious(text: str) -> None:
    if not text:
        raise InvalidInput("An e-mail address is missing.", _PATH)
    if len(text) > LONGEST:
        raise InvalidInput(f"Up to {LONGEST} characters fit; this has {len(text)}.", _PATH)
    if "@" not in text:
        raise InvalidInput("An e-mail address has an @; this has none.", _PATH)
    if re.search(r"@[^@\s]+[\s,;]+\S+@", text):
        raise InvalidInput("One address per field; this looks like more.", _PATH)


def _reason(text: str) -> str:
    """What a person can see to be wrong with an address the library refused."""
    local, _, domain = text.rpartition("@")
    if not local or not domain:
        return f"Something is missing {'before' if not local else 'after'} the @."
    for part, signs, where in ((local, _LOCAL_SIGNS, "before"), (domain, _DOMAIN_SIGNS, "after")):
        strange = next((char for char in part if not signs.match(char)), None)
        if strange:
            shown = "a space" if strange.isspace() else f"“{strange}”"
            return f"There is {shown} {where} the @, where none can be."
        if part.startswith(".") or part.endswith(".") or ".." in part:
            return f"A dot is too much {where} the @."
    return _domain_reason(domain)


def _domain_reason(domain: str) -> str:
    if "." not in domain:
        return f"“{domain}” has no ending, such as .com."
    if re.search(r"(^|\.)-|-(\.|$)|_", domain):
        return "After the @, a name can hold a hyphen inside, and no underscore."
    return f"No mail can be sent to “{domain}”."
