"""Asterisk over AMI, by panoramisk: the only module that knows it.

Wanted in manager.conf: `read = call,cdr`, `write = originate,call,reporting`, and better
`timestampevents = yes`. Never `system` or `command`.
"""

import asyncio
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from panoramisk import Manager
from panoramisk.ami_protocol import AMIProtocol

from backend.calls.kinds import LineKind
from backend.telephony.asterisk.ami_signals import channel_of, signal_of
from backend.telephony.asterisk.connection import AsteriskProvider, LinkLost
from backend.telephony.asterisk.settings import AsteriskLine, asterisk_line
from backend.telephony.asterisk.signals import Channel
from backend.telephony.provider import CallRefused, LineConfig, Origination

PORT, TLS_PORT = 5038, 5039
ANSWER_SECONDS = 10.0
PING_SECONDS = 15.0
AT_ONCE_SECONDS = 2.0
"""How long a refusal of an originate is waited for; what comes later is told by events."""
LONGEST_MESSAGE = 256 * 1024
OVER = ("No such channel", "No active channel")


class _Protocol(AMIProtocol):  # type: ignore[misc]  # ships without types
    """Panoramisk's, with an end to what a peer that speaks no AMI can send."""

    def data_received(self, data: bytes) -> None:
        """Take what came; a message that never ends closes the connection."""
        super().data_received(data)
        if self.queue and len(self.queue[0]) > LONGEST_MESSAGE:
            self.transport.abort()


class _Manager(Manager):  # type: ignore[misc]  # ships without types
    """One connection: it ends when it ends, as connecting again is the provider's own business.

    Panoramisk would also send again after a reconnect what was not answered before: a call.
    """

    ended: asyncio.Future[str]

    def connection_made(self, f: "asyncio.Future[Any]") -> None:
        """Take the connection, where there is one."""
        if not f.cancelled() and f.exception() is None:
            super().connection_made(f)

    def connection_lost(self, exc: Any) -> None:
        """Tell whoever waits; no reconnect."""
        if not self.ended.done():
            self.ended.set_result(str(exc or "Asterisk has closed the connection."))


class AmiProvider(AsteriskProvider):
    """A line to an Asterisk's manager interface."""

    kind: ClassVar[LineKind] = LineKind.ASTERISK_AMI

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._manager: _Manager | None = None

    def read(self, config: LineConfig) -> AsteriskLine:
        """The line's settings; raises Unusable."""
        return asterisk_line(config, port=PORT, tls_port=TLS_PORT)

    async def serve(self, line: AsteriskLine) -> None:
        """Connect, sign in, follow; raises LinkLost."""
        manager = _Manager(
            host=line.host,
            port=line.port,
            ssl=ssl.create_default_context() if line.tls else False,
            loop=asyncio.get_running_loop(),
            protocol_factory=_Protocol,
            ping_delay=86_400,  # our own ping below also looks whether it is answered
            events="call,cdr",
        )
        manager.ended = asyncio.get_running_loop().create_future()
        manager.register_event("*", self._event)
        try:
            await _connect(manager)
            await self._sign_in(manager, line)
            self._manager = manager
            await self.connected()
            await self._follow(manager)
        finally:
            self._manager = None
            manager.close()

    async def channels(self) -> Sequence[Channel]:
        """The channels there are; raises LinkLost."""
        answers = await self._ask({"Action": "CoreShowChannels"}, as_list=True)
        return [found for event in answers if (found := channel_of(_plain(event))) is not None]

    async def dial(self, line: AsteriskLine, call: Origination) -> None:
        """Originate to the phone, then on into the dialplan; raises CallRefused."""
        action = {
            "Action": "Originate",
            "Channel": line.endpoint(call.device_address),
            "Context": line.context,
            "Exten": line.extension(call.to),
            "Priority": "1",
            "Async": "true",
            "Timeout": str(line.device_seconds * 1000),
            "CallerID": line.caller_id(call),
            "ChannelId": call.external_id,
        }
        if call.auto_answer:
            action["Variable"] = f"PJSIP_HEADER(add,Alert-Info)={_header(call.auto_answer)}"
        answer = self._send(action)
        # Answered when the phone is picked up or not: only a refusal comes at once.
        done, _ = await asyncio.wait({answer}, timeout=AT_ONCE_SECONDS)
        if done and (why := _refusal(answer)) is not None:
            if call.external_id in self._folder.running() and _unreached(answer):
                self.failed(call.external_id, "device:unreachable")
                return
            raise CallRefused(f"Asterisk refuses the call: {why}", "line:refused")
        answer.add_done_callback(lambda done: self._answered(call.external_id, done))

    async def end(self, channel: Channel) -> None:
        """Hang a channel up; one that is over is no mistake."""
        try:
            [answer] = await self._ask({"Action": "Hangup", "Channel": channel.name})
        except LinkLost as lost:
            raise CallRefused("The line is not connected.", "kith:not_connected") from lost
        if not answer.success and not str(answer.message).startswith(OVER):
            raise CallRefused(f"Asterisk does not hang up: {answer.message}", "line:refused")

    def _answered(self, external_id: str, answer: "asyncio.Future[Any]") -> None:
        if not answer.cancelled() and _refusal(answer) is not None:
            self.failed(external_id, "device:unreachable")

    def _event(self, _manager: Manager, event: Any) -> None:
        self.take(signal_of(_plain(event), datetime.now(UTC)))

    async def _sign_in(self, manager: _Manager, line: AsteriskLine) -> None:
        login = {"Action": "Login", "Username": _header(line.user), "Events": "call,cdr"}
        answer = await _within(manager.send_action({**login, "Secret": _header(line.password)}))
        if not answer.success:
            raise LinkLost(f"Asterisk refuses the sign-in: {answer.message}")

    async def _follow(self, manager: _Manager) -> None:
        while True:
            done, _ = await asyncio.wait({manager.ended}, timeout=PING_SECONDS)
            if done:
                raise LinkLost(manager.ended.result())
            await _within(manager.send_action({"Action": "Ping"}))

    def _send(
        self, action: dict[str, str], *, as_list: bool | None = None
    ) -> "asyncio.Future[Any]":
        if self._manager is None:
            raise CallRefused("The line is not connected.", "kith:not_connected")
        found: asyncio.Future[Any] = self._manager.send_action(action, as_list=as_list)
        return found

    async def _ask(self, action: dict[str, str], *, as_list: bool | None = None) -> list[Any]:
        if self._manager is None:
            raise LinkLost("The line is not connected.")
        found = await _within(self._manager.send_action(action, as_list=as_list))
        return found if isinstance(found, list) else [found]


async def _connect(manager: _Manager) -> None:
    try:
        await asyncio.wait_for(asyncio.shield(manager.connect()), ANSWER_SECONDS)
    except (OSError, TimeoutError) as error:
        raise LinkLost(
            f"No Asterisk answers: {getattr(error, 'strerror', '') or 'no answer'}."
        ) from error
    # Panoramisk takes the connection in a callback of the same task.
    await asyncio.sleep(0)


async def _within(answer: "asyncio.Future[Any]") -> Any:
    try:
        return await asyncio.wait_for(answer, ANSWER_SECONDS)
    except TimeoutError as error:
        raise LinkLost("Asterisk does not answer.") from error


def _plain(message: Any) -> dict[str, str]:
    """Headers as Asterisk spells them; panoramisk takes their names in any case."""
    return {str(name): str(value) for name, value in message.items() if isinstance(value, str)}


def _header(value: str) -> str:
    """A value that stays one header (AMI ends a header at a line break)."""
    if any(ord(sign) < 32 for sign in value):
        raise CallRefused("A line break does not belong there.", "kith:injection")
    return value


def _messages(answer: "asyncio.Future[Any]") -> list[Any]:
    found = answer.result()
    return found if isinstance(found, list) else [found]


def _refusal(answer: "asyncio.Future[Any]") -> str | None:
    bad = [m for m in _messages(answer) if m.response in ("Error", "Failure", "Fail")]
    return str(bad[0].message or bad[0].reason or "no reason given") if bad else None


def _unreached(answer: "asyncio.Future[Any]") -> bool:
    return any(m.event == "OriginateResponse" for m in _messages(answer))
