"""Asterisk over ARI: HTTP to tell it what to do, one WebSocket to hear of every channel.

Calls are originated into the dialplan, not into an application: the exchange works without us.
"""

import asyncio
import base64
import contextlib
import json
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import quote

import httpx2 as httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage, InvalidStatus

from backend.calls.kinds import LineKind
from backend.telephony.asterisk.ari_signals import channel_of, signal_of
from backend.telephony.asterisk.connection import AsteriskProvider, LinkLost
from backend.telephony.asterisk.settings import AsteriskLine, asterisk_line
from backend.telephony.asterisk.signals import Channel
from backend.telephony.provider import CallRefused, LineConfig, Origination

PORT, TLS_PORT = 8088, 8089
ANSWER_SECONDS = 10.0
LONGEST_MESSAGE = 256 * 1024


class AriProvider(AsteriskProvider):
    """A line to an Asterisk's REST interface."""

    kind: ClassVar[LineKind] = LineKind.ASTERISK_ARI

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._http: httpx.AsyncClient | None = None

    def read(self, config: LineConfig) -> AsteriskLine:
        """The line's settings; raises Unusable."""
        return asterisk_line(config, port=PORT, tls_port=TLS_PORT)

    async def serve(self, line: AsteriskLine) -> None:
        """Connect and follow; raises LinkLost."""
        secure = "s" if line.tls else ""
        place = f"{line.host}:{line.port}/ari"
        async with httpx.AsyncClient(
            base_url=f"http{secure}://{place}",
            auth=(line.user, line.password),
            timeout=ANSWER_SECONDS,
            trust_env=False,
        ) as http:
            address = f"ws{secure}://{place}/events?app={quote(line.application)}&subscribeAll=true"
            try:
                async with connect(
                    address,
                    additional_headers={"Authorization": _basic(line)},
                    ssl=ssl.create_default_context() if line.tls else None,
                    open_timeout=ANSWER_SECONDS,
                    ping_interval=15,
                    max_size=LONGEST_MESSAGE,
                    proxy=None,
                ) as socket:
                    self._http = http
                    await self._follow(socket)
            except InvalidStatus as refused:
                raise LinkLost(_refused(refused.response.status_code)) from refused
            except (OSError, TimeoutError, InvalidHandshake, InvalidMessage) as error:
                raise LinkLost("No Asterisk answers there.") from error
            except ConnectionClosed as closed:
                raise LinkLost("Asterisk has closed the connection.") from closed
            finally:
                self._http = None

    async def channels(self) -> Sequence[Channel]:
        """The channels there are; raises LinkLost."""
        answer = await self._ask("GET", "/channels")
        if answer.status_code != 200:
            raise LinkLost(f"Asterisk answers {answer.status_code} when asked for its channels.")
        told = _json(answer)
        found = [channel_of(one) for one in told] if isinstance(told, list) else []
        return [channel for channel in found if channel is not None]

    async def dial(self, line: AsteriskLine, call: Origination) -> None:
        """Create a channel of the call's own name, going on into the dialplan; raises CallRefused."""
        variables = {"PJSIP_HEADER(add,Alert-Info)": call.auto_answer} if call.auto_answer else {}
        answer = await self._ask(
            "POST",
            f"/channels/{quote(call.external_id, safe='')}",
            params={
                "endpoint": line.endpoint(call.device_address),
                "context": line.context,
                "extension": line.extension(call.to),
                "priority": "1",
                "callerId": line.caller_id(call),
                "timeout": str(line.device_seconds),
            },
            json={"variables": variables},
        )
        # 409: there is a channel of this name, so the call is under way.
        if answer.status_code in (200, 409):
            return
        if answer.status_code == 500:
            # Asterisk's way to say that nobody is registered there ("Allocation failed").
            self.failed(call.external_id, "device:unreachable")
            return
        raise CallRefused(f"Asterisk refuses the call: {_reason(answer)}", "line:refused")

    async def end(self, channel: Channel) -> None:
        """Hang a channel up; one that is over is no mistake."""
        answer = await self._ask("DELETE", f"/channels/{quote(channel.id, safe='')}")
        if answer.status_code not in (200, 204, 404):
            raise CallRefused(f"Asterisk does not hang up: {_reason(answer)}", "line:refused")

    async def _follow(self, socket: ClientConnection) -> None:
        # Listening first: what happens between the answer and the first look would be lost.
        reading = asyncio.create_task(self._read(socket))
        try:
            await self.connected()
            await reading
        finally:
            reading.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionClosed):
                await reading

    async def _read(self, socket: ClientConnection) -> None:
        async for message in socket:
            with contextlib.suppress(ValueError):
                event = json.loads(message)
                if isinstance(event, dict):
                    self.take(signal_of(event, datetime.now(UTC)))

    async def _ask(self, method: str, path: str, **how: Any) -> httpx.Response:
        if self._http is None:
            if method == "GET":
                raise LinkLost("The line is not connected.")
            raise CallRefused("The line is not connected.", "kith:not_connected")
        try:
            return await self._http.request(method, path, **how)
        except httpx.HTTPError as error:
            if method == "GET":
                raise LinkLost("Asterisk does not answer.") from error
            raise CallRefused("Asterisk does not answer.", "line:silent") from error


def _basic(line: AsteriskLine) -> str:
    return "Basic " + base64.b64encode(f"{line.user}:{line.password}".encode()).decode()


def _refused(status: int) -> str:
    if status == 401:
        return "Asterisk refuses the sign-in: user name or password."
    return f"Asterisk answers {status}."


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None


def _reason(answer: httpx.Response) -> str:
    told = _json(answer)
    words = told.get("message") or told.get("error") if isinstance(told, dict) else None
    return str(words or answer.status_code)[:200]
