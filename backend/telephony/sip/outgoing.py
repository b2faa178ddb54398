"""Click to call: the user's phone rings first, then the other end, then they talk (R082)."""

from backend.telephony.sip.audio import Ringback
from backend.telephony.sip.causes import (
    CANCELED,
    LINE,
    OTHER,
    USER,
    End,
    device_gone,
    other_gone,
    talk_over,
)
from backend.telephony.sip.conversation import DEVICE, OTHER_END, Conversation, Surroundings
from backend.telephony.sip.legs import Dial, LegEvent, LegNews
from backend.telephony.sip.messages import Order


class Outgoing(Conversation):
    """One order. `dial_device` reaches the user's phone, `dial_other` the rest of the world."""

    direction = "outgoing"

    def __init__(
        self, order: Order, dial_device: Dial, dial_other: Dial, around: Surroundings
    ) -> None:
        super().__init__(order.call, order.line, around)
        self._order = order
        self._dial_device, self._dial_other = dial_device, dial_other
        self._rang = False
        self.state = "initiated"

    def parties(self) -> tuple[str, str, str]:
        """The phone calls the number."""
        return self._order.device, self._order.to, self._order.device

    async def begin(self) -> None:
        """Ring the user's phone; not for a call that was given up before."""
        if self.over:
            return
        self._wait(self._order.device_seconds, self._phone_not_taken)
        headers = {"X-Call-For": self._order.display} if self._order.display else {}
        if self._order.auto_answer:
            headers["Alert-Info"] = self._order.auto_answer
        if not await self.dial(DEVICE, self._dial_device, self._order.device, headers):
            self.end(End("device:unreachable", LINE))

    def on_device(self, news: LegNews) -> None:
        """Before the phone is taken it may refuse; afterwards its user may give up, or hang up."""
        waiting = self.state in ("initiated", "device_ringing")
        if news.event in (LegEvent.RINGING, LegEvent.SOUNDING):
            self.climb("device_ringing")
        elif news.event is LegEvent.ANSWERED and self.climb("device_answered"):
            self._wait(self._order.ring_seconds, self._not_taken)
            self._soon(self._call_other())
        elif news.event is LegEvent.CLOSED and waiting:
            self.end(device_gone(news.text))
        elif news.event is LegEvent.CLOSED:
            talked = self.state == "answered"
            self.end(talk_over(news.text, USER) if talked else End(CANCELED, USER))

    def on_other(self, news: LegNews) -> None:
        """It rings, perhaps with sound of its own; it answers; it ends."""
        if news.event is LegEvent.RINGING:
            self._ringing()
            self.ringback = self.ringback or Ringback()
        elif news.event is LegEvent.SOUNDING:
            self._ringing()
            self.connect()
        elif news.event is LegEvent.ANSWERED and self.climb("answered"):
            self._wait(None)
            self.connect()
        elif news.event is LegEvent.CLOSED:
            talked = self.state == "answered"
            self.end(talk_over(news.text, OTHER) if talked else other_gone(news.text, self._rang))

    async def _call_other(self) -> None:
        if self.over:
            return
        if not await self.dial(OTHER_END, self._dial_other, self._order.to, {}):
            self.end(End("line:unreachable", LINE))

    def _ringing(self) -> None:
        self._rang = True
        self.climb("ringing")

    def _phone_not_taken(self) -> None:
        self.end(End("device:no_answer", LINE))

    def _not_taken(self) -> None:
        self.end(End("no_answer" if self._rang else "line:timeout", LINE))
