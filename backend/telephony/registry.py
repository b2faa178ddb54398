"""Which class connects to which kind of line; imported when the first line of the kind is run."""

import importlib
from collections.abc import Callable, Mapping

from backend.calls.kinds import LineKind
from backend.telephony.provider import CallProvider, LineConfig, Report, Sink

Make = Callable[[LineConfig, Sink, Report], CallProvider]
"""A provider's class, or whatever makes one."""

WHERE: Mapping[LineKind, str] = {
    LineKind.SIP: "backend.telephony.sip.provider:SipProvider",
    LineKind.ASTERISK_AMI: "backend.telephony.asterisk.ami:AmiProvider",
    LineKind.TWILIO: "backend.telephony.twilio.provider:HostedProvider",
    LineKind.ASTERISK_ARI: "backend.telephony.asterisk.ari:AriProvider",
}
"""`module:Class` of each kind that Kith connects to."""


def provider_of(kind: LineKind) -> Make | None:
    """What makes a provider for this kind of line; None where there is nothing to connect to.

    Raises ImportError where an extra that it needs is not installed.
    """
    where = WHERE.get(kind)
    if where is None:
        return None
    module, _, name = where.partition(":")
    found: Make = getattr(importlib.import_module(module), name)
    return found
