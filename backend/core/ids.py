"""Global ids: opaque, and the same for ever, in the graph and in what partners are told."""

from binascii import b2a_base64


def global_id(kind: str, pk: int) -> str:
    """The global id of a row (GraphQL Global Object Identification): base64 of `Kind:key`."""
    return b2a_base64(f"{kind}:{pk}".encode(), newline=False).decode()
