"""The SIP stack (baresip-python) behind the words of `legs.py`; nothing else imports it.

Requests of one event loop, one runtime per process. Events are taken from the runtime itself: a
call may ring, or be refused, before `dial` has given it back, and nothing of that may be lost.
"""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import baresip
from baresip.errors import AudioNotActive, AudioRestarted, BaresipError, RegistrationError
from baresip.events import Event, StackEvent

from backend.telephony.sip.causes import code_of
from backend.telephony.sip.legs import DialFailed, Leg, LegEvent, LegNews, Listener, Packets
from backend.telephony.sip.messages import Account, LineNews, Start

ASSERTED = "P-Asserted-Identity"
CALL_FOR = "X-Call-For"
"""What Kith tells a phone of whom it is about to be put through to."""
HEADERS = ("Reason", ASSERTED, CALL_FOR)
BACKLOG = 256
AGAIN_SECONDS = 30
OURS = "kith-calls-you"
"""The user part of the account that calls phones directly, without an exchange."""
SRTP = {"optional": ("mediaenc=srtp",), "required": ("mediaenc=srtp-mand",)}
EVENTS = {
    Event.CALL_RINGING: LegEvent.RINGING,
    Event.CALL_PROGRESS: LegEvent.SOUNDING,
    Event.CALL_ESTABLISHED: LegEvent.ANSWERED,
    Event.CALL_CLOSED: LegEvent.CLOSED,
    Event.CALL_DTMF_START: LegEvent.DIGIT,
}

log = logging.getLogger("kith.sip")


class StackRefused(Exception):
    """The stack does not take an account as it is."""


Caller = Callable[[str, str, Leg], None]
"""Takes an incoming call: its Call-ID, who calls, and its leg."""


class BaresipSound:
    """A call's PCM; what has no media says nothing and hears nothing."""

    def __init__(self, call: baresip.Call) -> None:
        self._audio = call.audio

    def read(self, most: int) -> bytes:
        """What the leg has said, up to so many bytes."""
        try:
            return bytes(self._audio.read(most))
        except (AudioNotActive, AudioRestarted):
            return b""

    def write(self, pcm: bytes) -> None:
        """Have the leg hear this."""
        with contextlib.suppress(AudioNotActive, AudioRestarted):
            self._audio.write(pcm)

    def flush(self) -> None:
        """Forget what is waiting."""
        with contextlib.suppress(AudioNotActive, AudioRestarted):
            self._audio.flush_tx()
            self._audio.read(1 << 16)


class BaresipLeg:
    """A call of the stack. Its deeds raise nothing: what is gone is gone."""

    def __init__(self, call: baresip.Call) -> None:
        self._call = call
        self._listener: Listener | None = None
        self._early: list[LegNews] = []
        self.sound = BaresipSound(call)
        self.packets: Packets | None = None

    def watch(self, listener: Listener) -> None:
        """Tell what has happened so far, and then whatever happens."""
        self._listener = listener
        early, self._early = self._early, []
        for news in early:
            listener(news)

    def take(self, event: StackEvent) -> None:
        """One event of the stack about this call."""
        kind = EVENTS.get(event.event)
        if kind is None or (kind is LegEvent.DIGIT and not event.text):
            return
        if event.stats:
            self.packets = Packets(
                sent=event.stats.get("tx", {}).get("packets", 0),
                received=event.stats.get("rx", {}).get("packets", 0),
                lost=event.stats.get("rtcp", {}).get("rx_lost", 0),
            )
        news = LegNews(kind, event.text or "", event.headers.get("Reason", ""))
        if self._listener is None:
            self._early.append(news)
        else:
            self._listener(news)

    async def hang_up(self) -> None:
        """End it, whatever its state."""
        with contextlib.suppress(BaresipError):
            await self._call.hangup()

    async def answer(self) -> None:
        """200 to an incoming call."""
        with contextlib.suppress(BaresipError):
            await self._call.answer()

    async def hold(self, on: bool) -> None:
        """A re-INVITE; one that crosses another is left for the next press."""
        with contextlib.suppress(BaresipError):
            await (self._call.hold() if on else self._call.resume())

    async def press(self, digit: str) -> None:
        """Send a digit the way the account prefers (RFC 4733)."""
        with contextlib.suppress(BaresipError, ValueError):
            await self._call.send_dtmf(digit)


class Line:
    """An account of the stack that calls out and is called."""

    def __init__(self, stack: "Stack", agent: baresip.UserAgent, says_who: str = ASSERTED) -> None:
        self._stack, self._agent, self._says_who = stack, agent, says_who

    async def dial(self, address: str, headers: Mapping[str, str]) -> Leg:
        """Send an INVITE; the leg tells what becomes of it."""
        try:
            call = await self._agent.dial(address, dict(headers))
        except (BaresipError, ValueError) as problem:
            log.warning("no INVITE could be sent: %s", problem)
            raise DialFailed(str(problem)) from problem
        return self._stack.leg(call)

    def on_incoming(self, take: Caller) -> None:
        """Have incoming calls taken."""
        self._agent.on_incoming(lambda call: self._incoming(take, call))

    def _incoming(self, take: Caller, call: baresip.Call) -> None:
        who = call.headers.get(self._says_who) or call.peer or ""
        take(call.call_id or str(call.handle), who, self._stack.leg(call))


class Stack:
    """The running stack of this process."""

    def __init__(self) -> None:
        self._runtime = baresip.Runtime()
        self._legs: dict[int, BaresipLeg] = {}
        self._early: OrderedDict[int, list[StackEvent]] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, start: Start, dead: Callable[[], None]) -> None:
        """Listen; `dead` is called should the stack's own thread end."""
        self._runtime.on_dead = dead
        text = [
            f"sip_listen {start.address}:{start.port}",
            f"rtp_ports {start.rtp_ports}",
            "sip_verify_server yes",
        ]
        if start.ca_file:
            text.append(f"sip_cafile {start.ca_file}")
        await self._runtime.start(
            baresip.Config(
                net_interface=start.address,
                max_concurrent_calls=None,  # its default refuses a second conversation
                expose_headers=HEADERS,
                rtp_timeout=start.dead_after,
                extra_config_text="\n".join(text) + "\n",
            )
        )
        self._runtime.subscribe(self._route)

    async def close(self) -> None:
        """Unregister and stop listening."""
        for task in self._tasks:
            task.cancel()
        await self._runtime.close()

    async def direct(self, address: str) -> Line:
        """The account that calls phones by their full address; it is never called itself."""
        line = await self.own(OURS, address)
        line.on_incoming(self._refuse)
        return line

    async def own(self, user: str, domain: str, *, anybody: bool = False) -> Line:
        """A name of this machine's own, without an exchange; `anybody` takes calls to any name."""
        extra = ("catchall=yes",) if anybody else ()
        account = baresip.Account(
            user=user, domain=domain, password="", reg_interval=0, extra_params=extra
        )
        return Line(self, await self._agent(account), says_who=CALL_FOR)

    async def line(self, account: Account, tell: Callable[[LineNews], None]) -> Line:
        """An account at an exchange; `tell` hears whether it is registered."""
        agent = await self._agent(_stack_account(account))
        if account.register_seconds:
            agent.on(lambda event: self._face(account.line, event, tell))
            self._soon(self._register(agent, account.line, tell))
        else:
            tell(LineNews(account.line, "ready"))
        return Line(self, agent)

    def leg(self, call: baresip.Call) -> BaresipLeg:
        """The leg of a call, with what has been told of it already."""
        leg = self._legs[call.handle] = BaresipLeg(call)
        for event in self._early.pop(call.handle, ()):
            self._give(leg, event)
        return leg

    async def _agent(self, account: baresip.Account) -> baresip.UserAgent:
        # A REFER would have us dial whatever a stranger names.
        try:
            return await baresip.UserAgent.create(self._runtime, account, transfer_policy="reject")
        except BaresipError as problem:
            raise StackRefused(str(problem)) from problem

    async def _register(
        self, agent: baresip.UserAgent, line: str, tell: Callable[[LineNews], None]
    ) -> None:
        """Register until a request could be sent at all; from then on the stack repeats it."""
        while True:
            try:
                await agent.register()
            except RegistrationError as problem:
                if problem.status is None:
                    tell(LineNews(line, "refused", detail=problem.reason or str(problem)))
                    await asyncio.sleep(AGAIN_SECONDS)
                    continue
            except BaresipError as problem:
                tell(LineNews(line, "refused", detail=str(problem)))
            return

    @staticmethod
    def _face(line: str, event: StackEvent, tell: Callable[[LineNews], None]) -> None:
        if event.event is Event.REGISTER_OK:
            tell(LineNews(line, "registered"))
        elif event.event is Event.REGISTER_FAIL:
            text = event.text or ""
            tell(LineNews(line, "refused", code_of(text), text))

    def _refuse(self, _call_id: str, who: str, leg: Leg) -> None:
        log.warning("a call from %s to no account of ours is refused", who)
        self._soon(leg.hang_up())

    def _route(self, event: StackEvent) -> None:
        if not event.call or event.event not in EVENTS:
            return
        if leg := self._legs.get(event.call):
            self._give(leg, event)
            return
        self._early.setdefault(event.call, []).append(event)
        if len(self._early) > BACKLOG:
            self._early.popitem(last=False)

    def _give(self, leg: BaresipLeg, event: StackEvent) -> None:
        if event.event is Event.CALL_CLOSED:
            self._legs.pop(event.call, None)
        leg.take(event)

    def _soon(self, deed: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(deed)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _stack_account(account: Account) -> baresip.Account:
    try:
        return baresip.Account(
            user=account.user,
            domain=account.domain,
            password=account.password,
            registrar=f"{account.server};transport={account.transport}",
            reg_interval=account.register_seconds,
            transport=account.transport,
            auth_user=account.auth_user or None,
            extra_params=SRTP.get(account.srtp, ()),
        )
    except (ValueError, TypeError) as problem:
        raise StackRefused(str(problem)) from problem
