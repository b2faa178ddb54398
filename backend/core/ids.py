"""Global ids: opaque, and the same for ever, in the graph and in what partners are told."""

from binascii import b2a_base64
from collections.abc import Callable


def global_id(kind: str, pk: int) -> str:
    """The global id of a row (GraphQL Global Object Identification): base64 of `Kind:key`."""
    return global_ids(kind)(pk)


def global_ids(kind: str) -> Callable[[int], str]:
    """What makes the global ids of a kind: a page has hundreds."""
    of = kind.encode() + b":%d"
    return lambda pk: b2a_base64(of % pk, newline=False).decode()
