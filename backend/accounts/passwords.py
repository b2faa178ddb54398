"""Passwords: argon2id, hashed in threads and two at a time, so that a flood of tries harms nobody else."""

import asyncio
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from backend.core.errors import InvalidInput

SHORTEST = 10
LONGEST = 1_000

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's first choice: 19 MiB and two passes, about 26 ms on the machine it was measured on."""

_NOBODYS = _HASHER.hash(secrets.token_hex(16))
"""What the password of an unknown user is compared with, so that the answer takes as long."""

_turns = asyncio.Semaphore(2)


def _bytes(password: str) -> str:
    """One form for all keyboards (RFC 8265, OpaqueString): composed, nothing taken away."""
    return unicodedata.normalize("NFC", password)


async def hashed(password: str) -> str:
    """What is stored of a password."""
    async with _turns:
        return await asyncio.to_thread(_HASHER.hash, _bytes(password))


async def matches(password: str, stored: str | None) -> bool:
    """Whether it is this password. None, nobody's hash, takes as long and is never it."""
    async with _turns:
        return await asyncio.to_thread(_verified, _bytes(password[:LONGEST]), stored)


def _verified(password: str, stored: str | None) -> bool:
    try:
        _HASHER.verify(stored or _NOBODYS, password)
    except (Argon2Error, InvalidHashError):
        return False
    return stored is not None


def outdated(stored: str) -> bool:
    """Whether a hash was made with weaker parameters than ours are now."""
    return _HASHER.check_needs_rehash(stored)


def accepted(password: str, *, email: str, field: str = "password") -> str:
    """The password, or InvalidInput with what to do; length is what counts (NIST SP 800-63B)."""
    if len(password) < SHORTEST:
        raise InvalidInput(
            f"A password has at least {SHORTEST} characters. A few words in a row are easy to keep in mind.",
            (field,),
        )
    if len(password) > LONGEST:
        raise InvalidInput(f"A password has at most {LONGEST:,} characters.", (field,))
    if email and email.partition("@")[0] in password.casefold() and len(password) < 20:
        raise InvalidInput("Leave your own name and address out of it.", (field,))
    if len(set(password)) < 5:
        raise InvalidInput("Use more than four different characters.", (field,))
    return password
