"""Why a leg closed, in the causes of `backend.calls.kinds`, and who closed it.

The end's text is the response that refused the call (`486 Busy Here`), or words without a number
for everything that happened otherwise. After the answer it is the order in which legs close that
tells who hung up.
"""

import re
from dataclasses import dataclass

USER, OTHER, KITH, LINE = "user", "other", "kith", "line"
CANCELED = "canceled"
NORMAL = "sip:bye"
ENGINE = "kith:engine"
STOPPED = "line:stopped"
SILENT = "rtp stream error"
_CODE = re.compile(r"(\d{3})\b")
_ELSEWHERE = re.compile(r"\bcause\s*=\s*200\b")
OWN_WILL = {486, 600, 603}
NOBODY_THERE = {408, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class End:
    """A cause, and one of the words of HungUpBy."""

    cause: str
    by: str


def code_of(text: str) -> int:
    """The response's number in front of a text; 0 where there is none."""
    found = _CODE.match(text)
    return int(found[1]) if found else 0


def device_gone(text: str) -> End:
    """The user's phone refused, or cannot be reached: the other end was never called."""
    code = code_of(text)
    cause = f"device:{code}" if code else "device:unreachable"
    return End(cause, USER if code in OWN_WILL else LINE)


def other_gone(text: str, rang: bool) -> End:
    """The other end did not take the call; without ringing, silence is the network's."""
    code = code_of(text)
    if not code or (code in NOBODY_THERE and not rang):
        return End(f"line:{code or 'unreachable'}", LINE)
    return End(f"sip:{code}", OTHER if code in OWN_WILL else LINE)


def talk_over(text: str, by: str) -> End:
    """One of two talking parties left; one that fell silent was not hung up by anybody."""
    return End("line:silent", LINE) if SILENT in text.lower() else End(NORMAL, by)


def caller_gone(text: str, reason: str) -> End:
    """An incoming call ended before the answer: taken on another phone (RFC 3326), or given up."""
    if _ELSEWHERE.search(reason) or _ELSEWHERE.search(text):
        return End("answered_elsewhere", LINE)
    return End(CANCELED, OTHER)
