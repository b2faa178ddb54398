"""A call that comes in on a line: watched, or put through to the phone the line rings (R080).

Where an exchange rings the phones itself, Kith only watches: it says 180 like any phone, never
answers, and refuses with 486 after a while so that no caller is kept ringing at nobody. Where there
is no exchange, the line names a phone; it rings, and its answer is the caller's.
"""

from backend.telephony.sip.causes import (
    LINE,
    OTHER,
    USER,
    End,
    caller_gone,
    device_gone,
    talk_over,
)
from backend.telephony.sip.conversation import DEVICE, OTHER_END, Conversation, Surroundings
from backend.telephony.sip.legs import Dial, Leg, LegEvent, LegNews
from backend.telephony.sip.messages import Account


class Incoming(Conversation):
    """One caller. `dial_device` reaches the phone named in `account.ring`."""

    direction = "incoming"

    def __init__(
        self, call: str, caller: str, account: Account, dial_device: Dial, around: Surroundings
    ) -> None:
        super().__init__(call, account.line, around)
        self._caller, self._account = caller, account
        self._dial_device = dial_device

    def parties(self) -> tuple[str, str, str]:
        """Somebody calls the line's account."""
        return self._caller, self._account.user, self._account.ring

    async def begin(self, leg: Leg) -> None:
        """Say that it rings; ring the phone where there is one."""
        self.climb("ringing")
        self._wait(self._account.ring_seconds, self._not_taken)
        self.adopt(OTHER_END, leg)
        if not self._account.ring or self.over:
            return
        headers = {"X-Call-For": self._caller}
        if not await self.dial(DEVICE, self._dial_device, self._account.ring, headers):
            self.end(End("device:unreachable", LINE))

    def on_device(self, news: LegNews) -> None:
        """Its answer is passed on; a refusal is the caller's too."""
        if news.event is LegEvent.ANSWERED and OTHER_END in self._legs:
            self._soon(self._legs[OTHER_END].answer())
        elif news.event is LegEvent.CLOSED:
            talked = self.state == "answered"
            self.end(talk_over(news.text, USER) if talked else device_gone(news.text))

    def on_other(self, news: LegNews) -> None:
        """The caller is put through once the answer has reached them, or gives up."""
        if news.event is LegEvent.ANSWERED and self.climb("answered"):
            self._wait(None)
            self.connect()
        elif news.event is LegEvent.CLOSED:
            talked = self.state == "answered"
            self.end(talk_over(news.text, OTHER) if talked else caller_gone(news.text, news.reason))

    def _not_taken(self) -> None:
        self.end(End("no_answer", LINE))
