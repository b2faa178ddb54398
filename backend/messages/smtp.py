"""E-mail through an SMTP server (RFC 5321, aiosmtplib): one connection per message, TLS verified.

What the server says decides: 4xx is tried again (greylisting), 5xx is for good, a certificate nobody
vouches for or a refused sign-in is our configuration. After DATA without an answer nobody knows.
"""

import ssl
from collections.abc import Mapping
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime, localtime
from typing import Any, ClassVar

import aiosmtplib
from aiosmtplib import errors as smtp_errors

from backend.messages.carriers import Accepted, Answer, Outgoing, Refused, Unanswered, Way
from backend.messages.kinds import Channel

SECONDS = 30.0
"""Longest wait for one answer of the server; a message needs about six."""


class SmtpCarrier:
    """One SMTP server with the account's way of signing in."""

    channel: ClassVar[Channel] = Channel.EMAIL
    repeatable: ClassVar[bool] = True

    def __init__(self, way: Way) -> None:
        self._way = way
        self._settings: Mapping[str, Any] = way.settings

    async def send(self, message: Outgoing) -> Answer:
        """Hand one mail over."""
        try:
            letter = composed(message)
        except (ValueError, HeaderParseError) as problem:
            return Refused(f"It cannot be written as a mail: {problem}", permanent=True)
        client = self._client()
        try:
            await self._enter(client)
        except (smtp_errors.SMTPException, OSError) as problem:
            return at_the_door(problem)
        try:
            return await self._hand_over(client, letter, message)
        finally:
            client.close()

    async def _hand_over(
        self, client: aiosmtplib.SMTP, letter: EmailMessage, message: Outgoing
    ) -> Answer:
        try:
            refused, _ = await client.send_message(
                letter, sender=message.own_address, recipients=[message.address]
            )
        except smtp_errors.SMTPRecipientsRefused as problem:
            first = problem.recipients[0]
            return by_code(first.code, first.message)
        except smtp_errors.SMTPResponseException as problem:
            return by_code(problem.code, problem.message)
        except smtp_errors.SMTPNotSupported:
            return Refused("The server cannot send to an address with such letters.", True)
        except (smtp_errors.SMTPException, OSError) as problem:
            return Unanswered(f"The mail server gave no answer ({_words(problem)}).")
        if refused:
            code, text = next(iter(refused.values()))
            return by_code(code, text)
        # What a server says on taking a mail is no name for it; many say the same each time.
        return Accepted()

    async def check(self) -> str:
        """Sign in and out; an empty text, or why this server cannot be used."""
        client = self._client()
        try:
            await self._enter(client)
            await client.quit()
        except (smtp_errors.SMTPException, OSError) as problem:
            return at_the_door(problem).reason
        finally:
            client.close()
        return ""

    def _client(self) -> aiosmtplib.SMTP:
        security = self._settings.get("security", "starttls")
        return aiosmtplib.SMTP(
            hostname=str(self._settings["host"]),
            port=int(self._settings["port"]),
            timeout=float(self._settings.get("timeout", SECONDS)),
            use_tls=security == "tls",
            start_tls=security == "starttls",
            tls_context=None if security == "none" else ssl.create_default_context(),
        )

    async def _enter(self, client: aiosmtplib.SMTP) -> None:
        await client.connect()
        if user := str(self._settings.get("user") or ""):
            await client.login(user, self._way.secrets.get("password", ""))


def composed(message: Outgoing) -> EmailMessage:
    """The mail on the wire (RFC 5322); ValueError where a header would hold a line break."""
    letter = EmailMessage(policy=WIRE)
    letter["From"] = _mailbox(message.own_name, message.own_address)
    letter["To"] = _mailbox(message.name, message.address)
    if message.reply_to:
        letter["Reply-To"] = _mailbox("", message.reply_to)
    letter["Subject"] = message.subject
    letter["Date"] = format_datetime(localtime())
    letter["Message-ID"] = message.message_id
    if message.in_reply_to:
        letter["In-Reply-To"] = message.in_reply_to
        letter["References"] = message.in_reply_to
    if message.automatic:
        letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence note answers it
    letter["Content-Language"] = message.language
    letter.set_content(message.text)
    if message.html:
        letter.add_alternative(message.html, subtype="html")
    return letter


def _mailbox(name: str, address: str) -> Address:
    if any(char in name for char in "\r\n\0"):
        raise ValueError("a name with a line break")
    return Address(name, addr_spec=address)


def by_code(code: int, text: str) -> Refused:
    """What the server's refusal means (RFC 5321 §4.2.1): 5xx is for good, 4xx for now."""
    said = " ".join(text.split())[:300]
    return Refused(f"{code} {said}", permanent=code >= 500)


def at_the_door(problem: Exception) -> Refused:
    """What a failure before any mail was handed over means: it surely has not gone."""
    if isinstance(problem, ssl.SSLCertVerificationError):
        why = f"The server's certificate is not trusted: {problem.verify_message}."
    elif isinstance(problem, smtp_errors.SMTPAuthenticationError):
        why = f"The server refused the sign-in: {problem.code} {' '.join(problem.message.split())[:200]}"
    elif isinstance(problem, smtp_errors.SMTPNotSupported):
        why = f"The server cannot do what the settings ask for: {problem}"
    elif isinstance(problem, smtp_errors.SMTPResponseException):
        return Refused(f"{problem.code} {problem.message}"[:300], permanent=False, settings=True)
    else:
        why = f"The server cannot be reached ({_words(problem)})."
    return Refused(why[:300], permanent=False, settings=True)


def _words(problem: Exception) -> str:
    return str(problem) or type(problem).__name__
