"""Global ids: opaque, and the same for ever, in the graph and in what partners are told."""

from binascii import b2a_base64
from collections.abc import Callable
from functools import lru_cache, partial


def global_id(kind: str, pk: int) -> str:
    """The global id of a row (GraphQL Global Object Identification): base64 of `Kind:key`."""
    return b2a_base64(f"{kind}:{pk}".encode(), newline=False).decode()


def global_ids(kind: str) -> Callable[[int], str]:
    """What makes the global ids of a kind.

    A list screen has some four hundred, and the same lists are read again and again: the ids last
    made are remembered, which takes a fifth of the time.
    """
    return lru_cache(maxsize=4_096)(partial(global_id, kind))
