"""Where gateways reach us, and how their word is known to be theirs.

A gateway's secret follows from the server's key and its slug; it lies in no table. A receipt comes to
an address made for one message: it carries the message's id and a tag, an HMAC-SHA256 of that id under
the secret. Whoever reads it in the log of a proxy can speak of that one message and of no other. What
comes in without a message of ours before it carries the secret itself.
"""

import hashlib
import hmac
from urllib.parse import urlencode

from backend.core.vault import vault
from backend.messages.house import house

TAG_LENGTH = 32


def hook_url(slug: str) -> str:
    """The address of a gateway's callbacks."""
    return f"{house().origin}/hooks/sms/{slug}"


def incoming_url(account_id: int, slug: str) -> str:
    """The address a gateway hands incoming SMS to; whoever has it can hand in messages."""
    return f"{hook_url(slug)}?secret={secret(account_id, slug)}"


def mail_url(account_id: int, slug: str) -> str:
    """The address a mail server hands incoming mails to; whoever has it can hand in mails."""
    return f"{house().origin}/hooks/mail/{slug}?secret={secret(account_id, slug)}"


def callback_url(account_id: int, kind: str, slug: str) -> str | None:
    """The address to set up at a gateway for what it hands in; None for a kind that calls nobody."""
    if kind == "kannel":
        return incoming_url(account_id, slug) + "&from=%p&to=%P&charset=%C&id=%I&text=%b"
    if kind == "smtp":
        return mail_url(account_id, slug)
    return hook_url(slug) if kind == "twilio" else None


def receipt_url(account_id: int, slug: str, reference: int) -> str:
    """The address for receipts of one message."""
    query = {"message": str(reference), "tag": tag(account_id, slug, reference)}
    return f"{hook_url(slug)}?{urlencode(query)}"


def secret(account_id: int, slug: str) -> str:
    """What a gateway proves itself with; another key of the server makes it another one."""
    return vault().derived("sms hook", account_id, slug)


def tag(account_id: int, slug: str, reference: int) -> str:
    """What proves that a callback speaks of this message: 128 bits in hexadecimal."""
    key = secret(account_id, slug).encode()
    return hmac.new(key, str(reference).encode(), hashlib.sha256).hexdigest()[:TAG_LENGTH]


def is_tag(account_id: int, slug: str, reference: int, given: str) -> bool:
    """Whether a tag is the one of this message."""
    return hmac.compare_digest(tag(account_id, slug, reference).encode(), given.encode())


def is_secret(account_id: int, slug: str, given: str) -> bool:
    """Whether somebody gave the gateway's secret."""
    return hmac.compare_digest(secret(account_id, slug).encode(), given.encode())
