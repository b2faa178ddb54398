"""Global ids: opaque, and the same for ever, in the graph and in what partners are told."""

import base64


def global_id(kind: str, pk: int) -> str:
    """The global id of a row (GraphQL Global Object Identification): base64 of `Kind:key`."""
    return base64.b64encode(f"{kind}:{pk}".encode()).decode()
