"""How often something may be tried: counted in PostgreSQL, so that all workers count together."""

import hashlib
import ipaddress
from dataclasses import dataclass

from backend.core.database import call_definer
from backend.core.errors import RateLimited


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` tries in a window of `seconds` that begins with the first."""

    name: str
    most: int
    seconds: int


SIGN_IN_FROM = Limit("sign-in from", 50, 900)
"""Failed sign-ins from one address of the network; an office shares one."""
SIGN_IN_AS = Limit("sign-in as", 10, 900)
"""Failed sign-ins with one e-mail address, known or not."""
LINK_FROM = Limit("link from", 30, 900)
"""Tries of one-time links from one address of the network."""

SPEND = """
INSERT INTO rate_limit AS l (key, window_start, count) VALUES ($1, now(), 1)
ON CONFLICT (key) DO UPDATE
   SET count = CASE WHEN l.window_start <= now() - make_interval(secs => $2) THEN 1 ELSE l.count + 1 END,
       window_start = CASE WHEN l.window_start <= now() - make_interval(secs => $2) THEN now()
                           ELSE l.window_start END
RETURNING count, ceil(extract(epoch FROM window_start + make_interval(secs => $2) - now()))::int AS wait
"""
GIVE_BACK = "UPDATE rate_limit SET count = count - 1 WHERE key = $1 AND count > 0"
SWEEP = "DELETE FROM rate_limit WHERE window_start < now() - interval '1 day'"


async def spend(limit: Limit, subject: str) -> None:
    """Count a try of `subject`; RateLimited where it was one too many.

    Counted before the try: many at the same moment could otherwise all find room.
    """
    row = (await call_definer(SPEND, _key(limit, subject), float(limit.seconds)))[0]
    if row["count"] == 1:
        await call_definer(SWEEP)
    if row["count"] > limit.most:
        minutes = -(-row["wait"] // 60)
        raise RateLimited(
            f"Too many tries. Try again in {minutes} minute{'s' if minutes != 1 else ''}.",
            max(int(row["wait"]), 1),
        )


async def give_back(limit: Limit, subject: str) -> None:
    """The try was a good one and does not count."""
    await call_definer(GIVE_BACK, _key(limit, subject))


def _key(limit: Limit, subject: str) -> str:
    """Hashed: what strangers type is nobody's to keep."""
    return f"{limit.name} {hashlib.sha256(subject.encode()).hexdigest()}"


def network_of(address: str) -> str:
    """Whom a limit counts as one: an IPv4 address, or an IPv6 network of 64 bits."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address):
        mapped = ip.ipv4_mapped
        return str(mapped or ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
