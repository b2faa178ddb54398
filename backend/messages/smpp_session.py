"""One bound session with an SMS centre (SMPP 3.4): submits, and hands on what the centre tells.

What the centre tells is written down before it is acknowledged, in the order it came: an answer's id
is in the database before the receipt behind it is read, and what could not be written comes again.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiosmpplib import (
    ESME,
    AbstractBroker,
    AbstractHook,
    AbstractRetryTimer,
    BindTransceiverResp,
    DeliverSm,
    GenericNack,
    SmppCommandStatus,
    SmppSessionState,
    SubmitSm,
    SubmitSmResp,
)

from backend.messages.carriers import Accepted, Answer, Outgoing, Refused, Unanswered, Way
from backend.messages.incoming import Arrived
from backend.messages.joining import IncomingPart
from backend.messages.kinds import State
from backend.messages.segments import segmented
from backend.messages.sent_parts import PartTaken
from backend.messages.smpp_wire import CODECS, STATES, NoMemory, named, spelled, submissions

ANSWER_SECONDS = 20.0
WHOLE_SECONDS = 60.0
"""Longest wait for the answer to one part and to all parts of a text; well inside the outbox's lease."""
RETRY_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)
LINK_SECONDS = 30.0

OK = SmppCommandStatus.ESME_ROK
FOR_NOW = frozenset(
    SmppCommandStatus[name]
    for name in ("ESME_RTHROTTLED", "ESME_RMSGQFUL", "ESME_RSYSERR", "ESME_RX_T_APPN")
)

log = logging.getLogger("kith.messages")


@dataclass(frozen=True, slots=True)
class Heard:
    """Where a session puts what it hears; each is done before the centre gets its acknowledgement."""

    accepted: Callable[[PartTaken], Awaitable[None]]
    receipt: Callable[[str, State, str], Awaitable[None]]
    arrived: Callable[[Arrived], Awaitable[None]]
    part: Callable[[IncomingPart], Awaitable[None]]
    stands: Callable[[str], Awaitable[None]]


@dataclass
class Part:
    """One part on its way: whether it is on the wire, and the answer to it."""

    pdu: SubmitSm
    answer: asyncio.Future[SmppCommandStatus] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    on_the_wire: bool = False


class Pause(AbstractRetryTimer):  # type: ignore[misc]
    """How long to wait before the next try to bind; from the first try on, not from the second."""

    def __init__(self) -> None:
        self._tries = 0

    async def wait(self) -> None:
        """Wait, a little longer each time."""
        delay = self.next_delay()
        self._tries += 1
        await asyncio.sleep(delay)

    def reset(self) -> None:
        """It is bound."""
        self._tries = 0

    def next_delay(self) -> float:
        """Seconds until the next try."""
        return RETRY_SECONDS[min(self._tries, len(RETRY_SECONDS) - 1)]


class Line(AbstractBroker):  # type: ignore[misc]
    """The parts that wait for the wire; one nobody waits for any more is left out."""

    def __init__(self) -> None:
        self._parts: deque[Part] = deque()
        self._bell = asyncio.Event()

    def put(self, part: Part) -> None:
        """Stand a part in line."""
        self._parts.append(part)
        self._bell.set()

    async def enqueue(self, message: Any) -> None:
        """Not the way in."""
        raise NotImplementedError

    async def dequeue(self) -> SubmitSm:
        """The next part somebody waits for."""
        while True:
            while self._parts:
                part = self._parts.popleft()
                if not part.answer.done():
                    return part.pdu
            self._bell.clear()
            await self._bell.wait()


class Session(AbstractHook):  # type: ignore[misc]
    """One gateway's session; `run` binds and binds again until it is cancelled."""

    def __init__(self, way: Way, heard: Heard) -> None:
        self.way, self.heard = way, heard
        self.note = "It is being connected."
        self._esme: ESME | None = None
        self._line = Line()
        self._parts: dict[str, Part] = {}
        self._sequence: dict[int, Part] = {}

    @property
    def bound(self) -> bool:
        """Whether the centre takes SMS now."""
        return self._esme is not None and self._esme.session_state is SmppSessionState.BOUND_TRX

    async def run(self) -> None:
        """Keep the session bound; whatever the library does not expect is answered by a new one."""
        while True:
            esme = self._esme = self._made()
            try:
                await esme.start()
            except Exception:
                log.exception("the session with %s was lost", self.way.name)
            finally:
                self._lost("The connection was lost.")
                with contextlib.suppress(Exception):
                    await esme.stop()
            await asyncio.sleep(RETRY_SECONDS[0])

    async def submit(self, message: Outgoing) -> Answer:
        """Hand over one SMS, part by part; the next only when the last was taken."""
        if not self.bound:
            return Refused(f"The SMS centre is not connected. {self.note}", permanent=False)
        source = message.own_address or str(self.way.settings.get("sender", ""))
        text = segmented(message.text)
        begun = False
        try:
            async with asyncio.timeout(WHOLE_SECONDS):
                for pdu in submissions(text, source, message.address, message.reference):
                    answer = await self._hand_over(pdu)
                    if not isinstance(answer, Accepted):
                        return _of_the_whole(answer, begun=begun)
                    begun = True
        except TimeoutError:
            return Unanswered("The SMS centre took too long.")
        # The centre's name for it is on record already, before the receipt that may follow it.
        return Accepted()

    async def _hand_over(self, pdu: SubmitSm) -> Answer:
        part = self._parts[pdu.log_id] = Part(pdu)
        self._line.put(part)
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                status = await part.answer
        except (TimeoutError, ConnectionError):
            if part.on_the_wire:
                return Unanswered("The SMS centre did not answer.")
            return Refused("The SMS centre is not connected.", permanent=False)
        finally:
            part.answer.cancel()
            del self._parts[pdu.log_id]
        if status is OK:
            return Accepted()
        sentence = f"The SMS centre refused it: {status.name}."
        return Refused(sentence, permanent=status not in FOR_NOW)

    async def sending(self, smpp_message: Any, pdu: bytes, client_id: str) -> None:  # noqa: ARG002
        """Note that a part goes onto the wire: from here on its fate is open."""
        part = self._parts.get(getattr(smpp_message, "log_id", ""))
        if not isinstance(smpp_message, SubmitSm) or isinstance(smpp_message, DeliverSm):
            return
        if part is None or part.answer.done():
            raise ValueError("nobody waits for this part any more")
        part.on_the_wire = True
        self._sequence[smpp_message.sequence_num] = part

    async def received(self, smpp_message: Any, pdu: bytes, client_id: str) -> None:  # noqa: ARG002
        """Hand on what came; a failure ends the session, so that it comes again."""
        try:
            if isinstance(smpp_message, BindTransceiverResp):
                await self._bind(smpp_message.command_status)
            elif isinstance(smpp_message, DeliverSm):
                await self._delivered(smpp_message)
            elif isinstance(smpp_message, SubmitSmResp | GenericNack):
                await self._answered(smpp_message)
        except Exception as error:
            log.exception("what %s told could not be written down", self.way.name)
            raise ConnectionError("not written down") from error

    async def send_error(self, smpp_message: Any, error: Exception, client_id: str) -> None:  # noqa: ARG002
        """A part did not get onto the wire, or the wire broke under it."""
        part = self._parts.get(smpp_message.log_id)
        if part is not None and not part.answer.done():
            part.answer.set_exception(ConnectionError(str(error)))

    async def _bind(self, status: SmppCommandStatus) -> None:
        self._lost("The connection was lost.")
        refused = f"The SMS centre refused the sign-in: {status.name}."
        self.note = "" if status is OK else refused
        await self.heard.stands(self.note)

    async def _answered(self, answer: Any) -> None:
        part = self._sequence.pop(answer.sequence_num, None)
        if part is None:
            return
        status = answer.command_status
        if isinstance(answer, GenericNack) and status is OK:
            status = SmppCommandStatus.ESME_RUNKNOWNERR
        external_id = getattr(answer, "message_id", "")
        if status is OK and external_id:
            await self.heard.accepted(PartTaken(*named(part.pdu), external_id))
        if not part.answer.done():
            part.answer.set_result(status)

    async def _delivered(self, delivered: Any) -> None:
        if not delivered.is_receipt():
            sender, recipient = spelled(delivered.source), spelled(delivered.destination)
            await self.heard.arrived(Arrived(sender, recipient, delivered.whole_text().strip()))
            return
        receipt = delivered.parse_receipt()
        state = STATES.get(receipt.get("stat", "").upper())
        if state is not None and receipt.get("id"):
            code = receipt.get("err", "").strip("0")
            reason = f"Error {receipt['err']} of the SMS centre." if code else ""
            await self.heard.receipt(receipt["id"], state, reason)

    async def _part(self, delivered: Any) -> None:
        """A part of a long text; what could not be written down is not acknowledged and comes again."""
        reference, number, count = delivered.get_segmentation_data()
        sender, recipient = spelled(delivered.source), spelled(delivered.destination)
        part = IncomingPart(sender, recipient, reference, count, number, delivered.whole_text())
        try:
            await self.heard.part(part)
        except Exception as error:
            log.exception("a part %s told could not be written down", self.way.name)
            raise ConnectionError("not written down") from error

    def _lost(self, why: str) -> None:
        self.note = why
        for part in self._sequence.values():
            if not part.answer.done():
                part.answer.set_exception(ConnectionError(why))
        self._sequence.clear()

    def _made(self) -> ESME:
        settings = self.way.settings
        return ESME(
            smsc_host=str(settings["host"]),
            smsc_port=int(settings["port"]),
            system_id=str(settings["system_id"]),
            password=self.way.secrets.get("password", ""),
            system_type=str(settings.get("system_type", "")),
            hook=self,
            broker=self._line,
            correlator=NoMemory(self._part),
            retry_timer=Pause(),
            enquire_link_interval=LINK_SECONDS,
            socket_timeout=ANSWER_SECONDS,
            custom_codecs=CODECS,
            # Its log lines hold the texts and go to standard error.
            log_level=logging.CRITICAL,
            log_handler=logging.NullHandler(),
        )


def _of_the_whole(answer: Answer, *, begun: bool) -> Answer:
    """What the answer to a later part means: what was begun is not sent from the start again."""
    if begun and isinstance(answer, Refused):
        return Unanswered(f"Only the first parts were taken. {answer.reason}")
    return answer
