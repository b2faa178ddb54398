"""An e-mail as it came (RFC 5322, MIME), read into what a thread shows of it. Pure: octets in, a mail out."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from html.parser import HTMLParser

from backend.core.errors import InvalidInput
from backend.core.text import repaired

LONGEST_BODY = 100_000
"""Characters kept of one mail; a thread is for reading."""
LONGEST_SUBJECT = 500
LONGEST_NAME = 995
"""Characters of a Message-ID: those of a line (RFC 5322, 2.1.1), without its brackets and header name."""
MOST_REFERENCES = 50

STUMBLES = (ValueError, LookupError, AttributeError, TypeError)
"""What the library raises over mails that nobody should have written; what is left of them is kept."""

_ID = re.compile(r"<[^<>\s]+>")
_BREAKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "blockquote", "table"})
_UNSEEN = frozenset({"script", "style", "head", "title"})


@dataclass(frozen=True, slots=True)
class Mail:
    """Who wrote, to which of our addresses, what, and which mails it answers, the nearest first.

    `name` is its Message-ID, with brackets; a mail without one is named by what it says.
    """

    sender: str
    recipient: str
    subject: str
    body: str
    name: str
    answers: tuple[str, ...]


def read_mail(octets: bytes) -> Mail:
    """Read a whole mail. InvalidInput where it is none: without a sender nobody could be answered."""
    message = BytesParser(policy=policy.default).parsebytes(octets)
    if not isinstance(message, EmailMessage):
        raise InvalidInput("This is no e-mail.")
    sender = next(_addresses(message, "from"), "")
    if not sender:
        raise InvalidInput("An e-mail has a From with an address.")
    ours = ("delivered-to", "x-original-to", "to", "cc")
    return Mail(
        sender=sender,
        recipient=next((one for name in ours for one in _addresses(message, name)), ""),
        subject=repaired(_header(message, "subject")).text[:LONGEST_SUBJECT],
        body=repaired(_body(message), lines=True).text[:LONGEST_BODY],
        name=_name(message, octets),
        answers=_answers(message),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except STUMBLES:
        return ""


def _addresses(message: EmailMessage, name: str) -> Iterator[str]:
    try:
        found = [one.addr_spec for one in getattr(message.get(name), "addresses", ())]
    except STUMBLES:
        found = []
    if not found and name in ("delivered-to", "x-original-to"):
        found = [_header(message, name).strip("<> ")]
    yield from (one for one in found if "@" in one.strip("@"))


def _name(message: EmailMessage, octets: bytes) -> str:
    found = _ID.search(_header(message, "message-id"))
    if found and len(found[0]) <= LONGEST_NAME:
        return found[0]
    return f"sha256:{hashlib.sha256(octets).hexdigest()}"


def _answers(message: EmailMessage) -> tuple[str, ...]:
    nearest = _ID.findall(_header(message, "in-reply-to"))
    thread = reversed(_ID.findall(_header(message, "references")))
    return tuple(dict.fromkeys([*nearest, *thread]))[:MOST_REFERENCES]


def _body(message: EmailMessage) -> str:
    """The text, of HTML alone what one would read of it; then what was attached, by name."""
    try:
        return _parts(message)
    except STUMBLES:
        _head, _, rest = message.as_bytes(policy=policy.compat32).partition(b"\n\n")
        return rest.decode("utf-8", "replace").strip()


def _parts(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    text = _content(part) if part is not None else ""
    if part is not None and part.get_content_subtype() == "html":
        text = _seen(text)
    attached = [one.get_filename() or one.get_content_type() for one in message.iter_attachments()]
    if attached:
        text = f"{text.rstrip()}\n\n[{', '.join(attached)}]"
    return text.strip()


def _content(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except STUMBLES:  # an alphabet nobody knows
        octets = part.get_payload(decode=True)
        return octets.decode("utf-8", "replace") if isinstance(octets, bytes) else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BREAKS:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag in _BREAKS and tag != "br":
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.text.append(re.sub(r"\s+", " ", data))


def _seen(html: str) -> str:
    """What somebody sees of HTML, as lines."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [line.strip() for line in "".join(reader.text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
