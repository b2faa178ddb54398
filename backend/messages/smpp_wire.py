"""The library under SMPP (aiosmpplib 0.7.4), and what of it is worked round, in this one place.

* Its own cutting of long texts counts characters, and without a header it fails: parts are cut and
  encoded by `segments.py` and handed over as octets.
* A receipt with an error code or a date it does not expect would end the session, and come again at
  the next, for ever: `Delivered` reads receipts in any dialect.
* An incoming text that does not fit its alphabet would be refused: the codecs here never fail.
* Its correlators forget with the process: ours keeps nothing, as receipts are found by the centre's id.
"""

import re
import struct
from codecs import CodecInfo
from collections.abc import Awaitable, Callable
from typing import Any

from aiosmpplib import (
    NPI,
    TON,
    AbstractCorrelator,
    DeliverSm,
    GSM7BitCodec,
    PhoneNumber,
    SmppCommand,
    SubmitSm,
)
from aiosmpplib.protocol import MESSAGE_TYPE_MAP

from backend.messages.kinds import State
from backend.messages.segments import Alphabet, Segments, header, octets

RECEIPTED_MESSAGE_ID = 0x001E
UDHI = 0b01000000
RECEIPT_AT_THE_END = 1

STATES = {
    "DELIVRD": State.DELIVERED,
    "UNDELIV": State.UNDELIVERED,
    "DELETED": State.UNDELIVERED,
    "EXPIRED": State.EXPIRED,
    "REJECTD": State.REJECTED,
    "ACCEPTD": State.SUBMITTED,
    "ENROUTE": State.SUBMITTED,
}
"""`stat` of a receipt (SMPP 3.4, appendix B); anything else says nothing."""

_FIELD = re.compile(r"\b(id|stat|err):\s*(\S*)", re.IGNORECASE)


class Delivered(DeliverSm):  # type: ignore[misc]
    """What a centre delivers: receipts in any dialect, texts whatever their alphabet."""

    def parse_receipt(self) -> dict[str, Any]:
        """`id`, `stat` and `err` of a receipt; the tagged id before the one in its text."""
        if not self.is_receipt():
            return {}
        found: dict[str, Any] = {}
        for name, value in _FIELD.findall(self.whole_text()):
            # The first of each: behind `text:` stands what the SMS itself said.
            found.setdefault(name.lower(), value)
        for parameter in self.optional_params or []:
            if parameter.tag == RECEIPTED_MESSAGE_ID and parameter.value:
                found["id"] = str(parameter.value)
        return found

    def whole_text(self) -> str:
        """The text, wherever the centre put it."""
        return str(self.short_message or self.message_payload)

    @classmethod
    def from_pdu(cls, pdu: bytes, *arguments: Any) -> Any:
        """Read a PDU; ValueError, as the library expects, for one cut short."""
        try:
            return super().from_pdu(pdu, *arguments)
        except (struct.error, IndexError) as error:
            raise ValueError("a PDU cut short") from error

    def __post_init__(self) -> None:
        # An empty SMS is one; the library takes it for a mistake of the program.
        if not self.whole_text():
            self.short_message: str = " "
        super().__post_init__()


MESSAGE_TYPE_MAP[SmppCommand.DELIVER_SM] = Delivered


class NoMemory(AbstractCorrelator):  # type: ignore[misc]
    """Remembers nothing: the session knows its requests, the database the centre's ids and the parts."""

    def __init__(self, keep: Callable[[DeliverSm], Awaitable[None]]) -> None:
        self._keep = keep

    def get_cumulated_status(self, _ref_num: int) -> int:
        """Nothing is cumulated."""
        return 0

    async def expired(self, smpp_message: Any) -> None:
        """Nothing expires."""

    async def put(self, smpp_message: Any) -> None:
        """Keep nothing."""

    async def put_delivery(self, smsc_message_id: str, submit_sm: Any) -> None:
        """Keep nothing: the session has written the id down."""

    async def put_delivery_segmented(self, deliver_sm: DeliverSm) -> None:
        """A part of a long incoming SMS is kept before it is acknowledged, and nothing is left to do."""
        await self._keep(deliver_sm)

    async def get(self, response: Any) -> None:
        """Nothing is kept."""

    async def get_segmented(self, _smpp_seq_num: int, *, remove: bool = False) -> tuple[None, int]:  # noqa: ARG002
        """Nothing is kept."""
        return None, 0

    async def get_delivery(self, receipt: Any) -> None:
        """Nothing is kept."""


def submissions(text: Segments, source: str, destination: str, reference: int) -> list[SubmitSm]:
    """The PDUs of an SMS; a receipt is asked for each."""
    count = len(text.parts)
    made = []
    for number, part in enumerate(text.parts, 1):
        pdu = SubmitSm(
            short_message=part,
            source=_address(source),
            destination=_address(destination),
            esm_class=UDHI if count > 1 else 0,
            registered_delivery=RECEIPT_AT_THE_END,
            encoding="ucs2" if text.alphabet is Alphabet.UCS2 else None,
            log_id=f"{reference}:{number}:{count}",
        )
        head = header(reference, count, number) if count > 1 else b""
        pdu.set_encoded_message(head + octets(part, text.alphabet))
        made.append(pdu)
    return made


def named(pdu: SubmitSm) -> tuple[int, int, int]:
    """Whose part a PDU of `submissions` is: the message's id, the part's number, how many there are."""
    reference, number, count = map(int, pdu.log_id.split(":"))
    return reference, number, count


def _address(spelled: str) -> PhoneNumber:
    if spelled.startswith("+"):
        return PhoneNumber(spelled[1:], TON.INTERNATIONAL, NPI.ISDN)
    if spelled.isdecimal():
        return PhoneNumber(spelled, TON.NETWORK_SPECIFIC, NPI.UNKNOWN)
    return PhoneNumber(spelled, TON.ALPHANUMERIC, NPI.UNKNOWN)


def spelled(number: PhoneNumber) -> str:
    """An address as `matching.e164_of` reads it."""
    plus = number.ton is TON.INTERNATIONAL and number.number.isdecimal()
    return f"+{number.number}" if plus else str(number.number)


def _gsm(octets: bytes, _errors: str = "strict") -> tuple[str, int]:
    # Eight bits are no septets: some centres write Latin-1 under the number of the default alphabet.
    if any(octet > 0x7F for octet in octets):
        return octets.decode("latin-1"), len(octets)
    return str(GSM7BitCodec().decode(octets, "replace")[0]), len(octets)


def _ascii(octets: bytes, _errors: str = "strict") -> tuple[str, int]:
    """IA5, which many centres say and mean their default alphabet: 0x05 is no letter of IA5, but é."""
    plain = all(octet in b"\r\n" or 0x20 <= octet < 0x7F for octet in octets)
    return (octets.decode("ascii"), len(octets)) if plain else _gsm(octets)


def _ucs2(octets: bytes, _errors: str = "strict") -> tuple[str, int]:
    return octets.decode("utf-16-be", "replace"), len(octets)


def _never(text: str, _errors: str = "strict") -> tuple[bytes, int]:
    raise UnicodeEncodeError("kith", text, 0, 1, "parts are encoded before the library sees them")


CODECS = {
    name: CodecInfo(encode=_never, decode=decode, name=name)  # type: ignore[arg-type]  # only ever bytes
    for name, decode in {"gsm0338": _gsm, "ascii": _ascii, "ucs2": _ucs2}.items()
}
