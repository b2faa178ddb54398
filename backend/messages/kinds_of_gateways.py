"""Every kind of gateway there is: importing a module of a kind registers it."""

from backend.messages import carriers, kannel, smpp, smtp_gateway, twilio_sms


def load() -> tuple[str, ...]:
    """The names of all kinds, each registered."""
    for kind in (smtp_gateway.KIND, kannel.KIND, smpp.KIND, twilio_sms.KIND):
        carriers.register(kind)
    return tuple(carriers.KINDS)
