"""Folding channels into calls: pure, so that recorded traffic can be replayed with nothing behind it.

A call is all channels that belong together, by AMI's Linkedid or because one dials another. What
belongs to the outside is told by the names of the trunks; everything else is a phone of the house.
Calls between phones of the house are nobody's customer and are not told.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from backend.calls.folding import Heard
from backend.calls.kinds import Direction, HungUpBy
from backend.telephony.asterisk.signals import (
    RINGING,
    UP,
    Channel,
    Dialled,
    Gone,
    Leaving,
    Seen,
    Signal,
)

OF_STATUS = {"BUSY": "q850:17", "NOANSWER": "q850:19", "CANCEL": "canceled"}
"""How a dial ended that was not answered. Before the cause of a hang-up: that one says
"Normal Clearing" of a call nobody took."""
UNANSWERED = {*OF_STATUS, "CONGESTION", "CHANUNAVAIL", "DONTCALL", "TORTURE", "INVALIDARGS"}
NORMAL = "q850:16"
LOST = "kith:lost"


@dataclass(slots=True)
class _Call:
    """A call in the making. `ours`: Kith set it up, so the root channel is the user's own phone."""

    id: str
    ours: bool = False
    direction: Direction | None = None
    root: Channel | None = None
    channels: set[str] = field(default_factory=set)
    from_typed: str = ""
    to_typed: str = ""
    device: str = ""
    status: str = ""
    trunk_cause: int = 0
    answered: bool = False
    left: HungUpBy | None = None
    told: set[str] = field(default_factory=set)


class CallFolder:
    """Takes signals, gives what is heard. `trunks` are endpoints, `PJSIP/trunk`, or whole technologies, `DAHDI`."""

    def __init__(self, trunks: Iterable[str]) -> None:
        self._trunks = tuple(trunk.casefold() for trunk in trunks)
        self._calls: dict[str, _Call] = {}
        self._of: dict[str, str] = {}

    def expect(self, external_id: str, *, device: str, to: str) -> None:
        """Asterisk is being told to set up this call; its first channel will bear the same id."""
        self._calls[external_id] = _Call(
            external_id,
            ours=True,
            direction=Direction.OUTGOING,
            device=device,
            to_typed=to,
            channels={external_id},
        )
        self._of[external_id] = external_id

    def hanging_up(self, external_id: str) -> Channel | None:
        """Kith ends this call: the channel to hang up, None where the call is over."""
        call = self._calls.get(external_id)
        if call is None:
            return None
        call.left = call.left or HungUpBy.KITH
        return call.root

    def forget(self, external_id: str) -> None:
        """The call was refused before anything happened; whoever asked for it has been told."""
        call = self._calls.pop(external_id, None)
        for channel in call.channels if call else ():
            self._of.pop(channel, None)

    def never_began(self, external_id: str, cause: str, at: datetime) -> list[Heard]:
        """The user's phone was not reached: there will be no channel to tell."""
        call = self._calls.get(external_id)
        if call is None or call.root is not None:
            return []
        return self._end(call, at, cause=cause)

    def running(self) -> frozenset[str]:
        """The calls that have not ended."""
        return frozenset(self._calls)

    def reconcile(self, alive: Iterable[Channel], at: datetime) -> list[Heard]:
        """End the calls of which no channel is left, after a time in which nothing could be heard."""
        ids = {channel.id for channel in alive} | {channel.call for channel in alive}
        heard: list[Heard] = []
        for call in list(self._calls.values()):
            waits = call.ours and call.root is None
            if not waits and not call.channels & ids and call.id not in ids:
                heard += self._end(call, at, cause=LOST)
        return heard

    def resume(self, external_ids: Collection[str], alive: Iterable[Channel]) -> frozenset[str]:
        """Take calls of an earlier life up again; those of them that still have a channel."""
        found = set()
        for channel in alive:
            root = channel.call or channel.id
            if root in external_ids:
                call = self._calls.setdefault(root, _Call(root, ours=channel.id == root))
                self._join(call, channel)
                if channel.id == root:
                    call.root = channel
                elif channel.state == UP:
                    call.answered = True
                found.add(root)
        for root in found:
            self._take_up(self._calls[root])
        return frozenset(found)

    def _take_up(self, call: _Call) -> None:
        """What a channel that was there before tells of how far its call had come."""
        self._settle(call)
        call.direction = call.direction or Direction.OUTGOING
        call.told.add("call.device_answered" if call.root and call.root.state == UP else "before")

    def take(self, signal: Signal) -> list[Heard]:
        """What is heard by this signal; nothing, most of the time."""
        if isinstance(signal, Dialled):
            return self._dialled(signal)
        call = self._call_of(signal.channel)
        if call is None:
            return []
        if isinstance(signal, Seen):
            return self._seen(call, signal)
        if isinstance(signal, Leaving):
            by = HungUpBy.OTHER if self._outside(signal.channel) else HungUpBy.USER
            call.left = call.left or by
            return []
        return self._gone(call, signal)

    def _outside(self, channel: Channel) -> bool:
        endpoint = channel.endpoint.casefold()
        return endpoint in self._trunks or endpoint.partition("/")[0] in self._trunks

    def _call_of(self, channel: Channel) -> _Call | None:
        """The call of a channel, begun here where it is the first that is heard of it."""
        known = self._of.get(channel.id) or channel.call or channel.id
        call = self._calls.setdefault(known, _Call(known))
        self._join(call, channel)
        if channel.id == call.id:
            call.root = channel
            self._settle(call)
        return call

    def _join(self, call: _Call, channel: Channel) -> None:
        call.channels.add(channel.id)
        self._of[channel.id] = call.id

    def _settle(self, call: _Call) -> None:
        """A call that comes in over a trunk has its direction from its first channel."""
        root = call.root
        if root is None or call.direction is not None:
            return
        if self._outside(root):
            call.direction = Direction.INCOMING
            call.from_typed, call.to_typed = root.number, root.exten

    def _seen(self, call: _Call, signal: Seen) -> list[Heard]:
        if not call.ours or signal.channel.id != call.id:
            return []
        if signal.channel.state == RINGING:
            return self._tell(call, "call.device_ringing", signal.at)
        if signal.channel.state == UP:
            return self._tell(call, "call.device_answered", signal.at)
        return []

    def _dialled(self, signal: Dialled) -> list[Heard]:
        if signal.caller is None:
            call = self._call_of(signal.peer)
            if call is not None and call.ours and signal.status in UNANSWERED:
                call.status = signal.status
            return []
        call = self._call_of(signal.caller)
        if call is None:
            return []
        self._take_over(call, signal.peer)
        self._towards(call, signal)
        if call.direction is None:
            return []
        return self._course(call, signal)

    def _take_over(self, call: _Call, peer: Channel) -> None:
        """A channel that is dialled belongs to the call that dials it, whatever it was before."""
        before = self._of.get(peer.id)
        if before not in (None, call.id) and not self._calls[before or ""].told:
            self._calls.pop(before or "", None)
        self._join(call, peer)

    def _towards(self, call: _Call, signal: Dialled) -> None:
        """A phone of the house that dials a trunk makes an outgoing call."""
        if not self._outside(signal.peer):
            return
        if call.direction is None:
            call.direction = Direction.OUTGOING
            call.device = call.root.endpoint if call.root else ""
        if call.direction is Direction.OUTGOING and not call.ours:
            dialled = signal.peer.exten or signal.peer.number
            call.to_typed = dialled or call.to_typed

    def _course(self, call: _Call, signal: Dialled) -> list[Heard]:
        incoming = call.direction is Direction.INCOMING
        if signal.status == "ANSWER":
            call.answered = True
            if incoming:
                call.device = signal.peer.endpoint
            return self._tell(call, "call.answered", signal.at)
        if signal.status in UNANSWERED:
            call.status = signal.status
            return []
        if signal.status == "RINGING" or incoming:
            return self._tell(call, "call.ringing", signal.at)
        return self._tell(call, "call.device_answered", signal.at) if call.ours else []

    def _gone(self, call: _Call, signal: Gone) -> list[Heard]:
        if self._outside(signal.channel) and signal.cause:
            call.trunk_cause = signal.cause
        call.channels.discard(signal.channel.id)
        self._of.pop(signal.channel.id, None)
        if call.channels:
            return []
        return self._end(call, signal.at, cause=self._cause(call, signal.cause))

    def _cause(self, call: _Call, last: int) -> str:
        if call.answered:
            return NORMAL
        if call.direction is Direction.INCOMING:
            return "canceled" if call.left is HungUpBy.OTHER else "no_answer"
        if call.ours and "call.device_answered" not in call.told:
            return f"device:{call.status.lower() or f'q850:{last}'}"
        return OF_STATUS.get(call.status) or f"q850:{call.trunk_cause or last}"

    def _end(self, call: _Call, at: datetime, *, cause: str) -> list[Heard]:
        for channel in call.channels:
            self._of.pop(channel, None)
        self._calls.pop(call.id, None)
        # Whoever gives up in a menu, before any phone rang, has not been missed by anybody.
        if not call.told and not call.ours:
            return []
        return self._tell(call, "call.ended", at, cause=cause, hung_up_by=_by(call, cause))

    def _tell(
        self,
        call: _Call,
        what: str,
        at: datetime,
        *,
        cause: str = "",
        hung_up_by: HungUpBy | None = None,
    ) -> list[Heard]:
        if what in call.told or call.direction is None:
            return []
        call.told.add(what)
        return [
            Heard(
                key=f"{what}:{call.id}",
                call_id=call.id,
                type=what,
                at=at,
                direction=call.direction,
                from_typed=call.from_typed or call.device,
                to_typed=call.to_typed,
                device=call.device,
                cause=cause,
                hung_up_by=hung_up_by,
            )
        ]


def _by(call: _Call, cause: str) -> HungUpBy:
    """Who ended it: whoever left first; nobody, where time ran out or the line was lost."""
    return HungUpBy.LINE if cause == LOST or call.left is None else call.left
