"""Where a webhook may go: not into our own network, unless an administrator allows it (SSRF).

A name is resolved here and the connection made to the very address that was looked at, so that a
name which changes its mind between the look and the call gains nothing (DNS rebinding).
"""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from backend.core.errors import InvalidInput

LONGEST = 2_000


class Unreachable(Exception):
    """The address cannot be called; the message says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """An endpoint's address with the number to connect to."""

    url: str
    host: str
    ip: str


def web_address(value: str, name: str, *, allow_private: bool) -> str:
    """A webhook's address as it is stored; InvalidInput for what cannot be called."""
    try:
        parts = urlsplit(value.strip())
        port = parts.port
    except ValueError:
        raise InvalidInput("This is not a web address.", (name,)) from None
    if len(value) > LONGEST or parts.scheme not in ("https", "http") or not parts.hostname:
        raise InvalidInput("This is not a web address. It begins with https://.", (name,))
    if parts.username or parts.password:
        raise InvalidInput("A name or password does not belong into the address.", (name,))
    if port == 0:
        raise InvalidInput("There is no port 0.", (name,))
    if parts.scheme == "http" and not allow_private:
        raise InvalidInput("Use https: what is sent over http can be read on the way.", (name,))
    return value.strip()


async def target_of(url: str, *, allow_private: bool) -> Target:
    """Resolve an address; Unreachable where it has none, or one that is not public."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"{host} has no address.") from error
    ips = [str(entry[4][0]) for entry in found]
    if not allow_private and (own := [ip for ip in ips if not _public(ip)]):
        raise Unreachable(
            f"{host} is {own[0]}, an address inside a network of ours. An administrator can allow it."
        )
    return Target(url, host, ips[0])


def _public(text: str) -> bool:
    ip = ipaddress.ip_address(text.partition("%")[0])
    # An IPv4 address in IPv6 clothes is judged by what it is.
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ip.ipv4_mapped or ip.sixtofour or ip
    return ip.is_global and not ip.is_multicast
