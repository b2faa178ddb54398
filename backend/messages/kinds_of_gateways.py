"""Every kind of gateway there is: importing a module of a kind registers it."""

from backend.messages import carriers, smtp_gateway


def load() -> tuple[str, ...]:
    """The names of all kinds, each registered."""
    for kind in (smtp_gateway.KIND,):
        carriers.register(kind)
    return tuple(carriers.KINDS)
