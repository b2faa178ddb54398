"""What a provider is told to do with a call, in TwiML, written by its own library."""

from collections.abc import Sequence

from twilio.twiml.voice_response import Dial, VoiceResponse

EVENTS = "initiated ringing answered completed"


def dial(numbers: Sequence[str], *, caller_id: str, seconds: int, callback: str) -> str:
    """Ring these numbers at once, and tell `callback` how each fares; the first to answer has it."""
    answer = VoiceResponse()
    dialling = Dial(answer_on_bridge=True, caller_id=caller_id or None, timeout=seconds)
    for number in numbers:
        dialling.number(
            number,
            status_callback=callback,
            status_callback_event=EVENTS,
            status_callback_method="POST",
        )
    answer.append(dialling)
    return str(answer)


def nothing() -> str:
    """Nothing more: the call ends."""
    return str(VoiceResponse())
