"""The provider of hosted lines: orders by REST. What it tells comes to `hooks.py`, in any server."""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import ClassVar

import httpx2 as httpx

from backend.calls import queries
from backend.calls.kinds import DeviceKind, LineKind
from backend.core.https import trusted
from backend.telephony.provider import (
    CallRefused,
    Capabilities,
    Health,
    HealthState,
    LineConfig,
    Origination,
    Report,
    Sink,
)
from backend.telephony.twilio.callbacks import Leg
from backend.telephony.twilio.settings import HostedLine, hook_address, hosted_line
from backend.telephony.typed import Unusable

SECONDS = 10.0
CHECK_SECONDS = 300.0
STATUS_EVENTS = ("initiated", "ringing", "answered", "completed")


class HostedProvider:
    """One line."""

    kind: ClassVar[LineKind] = LineKind.TWILIO
    can: ClassVar[Capabilities] = Capabilities(
        originate=True, hang_up=True, incoming=True, tells_the_end=True
    )

    def __init__(self, line: LineConfig, sink: Sink, report: Report) -> None:  # noqa: ARG002 - news comes by hooks
        self._config, self._report = line, report
        self._line: HostedLine | None = None
        self._sids: dict[str, str] = {}
        self._checking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Read the settings, and look now and then whether the provider knows us."""
        hook = hook_address(self._config.origin, self._config.slug)
        try:
            self._line = hosted_line(
                self._config.settings, self._config.secrets, region=self._config.region, hook=hook
            )
        except Unusable as problem:
            await self._report(Health(HealthState.DOWN, str(problem)))
            return
        self._checking = asyncio.create_task(self._check(self._line))

    async def stop(self) -> None:
        """Let go; calls go on without us."""
        if self._checking is not None:
            self._checking.cancel()
            await asyncio.gather(self._checking, return_exceptions=True)

    async def originate(self, call: Origination) -> None:
        """Have the user's own number rung; once it is picked up, the provider asks for the rest."""
        line = self._usable()
        if call.device_kind is not DeviceKind.NUMBER:
            raise CallRefused(
                "A hosted line rings a number. Choose one in Settings → You → Phone.", "device:kind"
            )
        if await self._sid(call.external_id) is not None:
            return
        caller_id = call.caller_id or line.number
        form = {
            "To": call.device_address,
            "From": line.number,
            "Timeout": str(line.device_seconds),
            "Url": line.voice(call.external_id, call.to, caller_id),
            "StatusCallback": line.callback(Leg.DEVICE, call.external_id),
        }
        told = await self._post(line, f"{line.calls}.json", form)
        self._sids[call.external_id] = str(told.get("sid", ""))

    async def hang_up(self, external_id: str) -> None:
        """End a call; the provider ends its other leg with it."""
        line = self._usable()
        sid = await self._sid(external_id)
        if sid is None:
            raise CallRefused("The provider has not begun this call yet.", "line:unknown")
        with contextlib.suppress(_Over):
            await self._post(line, f"{line.calls}/{sid}.json", {"Status": "completed"})

    def _usable(self) -> HostedLine:
        if self._line is None:
            raise CallRefused("The line is not set up.", "kith:not_connected")
        return self._line

    async def _sid(self, external_id: str) -> str | None:
        """The provider's name of a call's first leg: remembered, or from what it told before."""
        if sid := self._sids.get(external_id):
            return sid
        account_id, line_id = self._config.account_id, self._config.line_id
        keys = await queries.event_keys(account_id, line_id=line_id, external_id=external_id)
        legs = (key.split(":") for key in keys)
        firsts = (leg[1] for leg in legs if leg[0] in (Leg.DEVICE, Leg.INCOMING) and len(leg) == 3)
        return next(firsts, None)

    async def _check(self, line: HostedLine) -> None:
        while True:
            await self._report(await _health(line))
            await asyncio.sleep(CHECK_SECONDS)

    async def _post(
        self, line: HostedLine, url: str, form: Mapping[str, str]
    ) -> Mapping[str, object]:
        # A list, as each event is a field of its own.
        events = {"StatusCallbackEvent": list(STATUS_EVENTS)} if "StatusCallback" in form else {}
        try:
            async with _client(line) as http:
                answer = await http.post(url, data={**form, **events})
        except httpx.HTTPError as error:
            raise CallRefused("The provider does not answer.", "line:silent") from error
        told = _told(answer)
        if answer.status_code == 404 and "Status" in form:
            raise _Over
        if answer.status_code >= 400:
            raise CallRefused(f"The provider refuses: {_words(answer, told)}", _cause(told))
        return told


class _Over(Exception):
    """The call is over already."""


def _client(line: HostedLine) -> httpx.AsyncClient:
    access = (line.account_sid, line.token)
    return httpx.AsyncClient(auth=access, timeout=SECONDS, verify=trusted(), trust_env=False)


async def _health(line: HostedLine) -> Health:
    url = f"{line.base}/2010-04-01/Accounts/{line.account_sid}.json"
    try:
        async with _client(line) as http:
            answer = await http.get(url)
    except httpx.HTTPError:
        return Health(HealthState.DOWN, "The provider does not answer.")
    if answer.status_code == 200:
        return Health(HealthState.UP)
    return Health(HealthState.DOWN, f"The provider refuses: {_words(answer, _told(answer))}")


def _told(answer: httpx.Response) -> Mapping[str, object]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _words(answer: httpx.Response, told: Mapping[str, object]) -> str:
    return str(told.get("message") or answer.status_code)[:200]


def _cause(told: Mapping[str, object]) -> str:
    """The provider's own number of what is wrong; 21211 and 21217 are numbers that are none."""
    code = str(told.get("code") or "")
    return "invalid_number" if code in ("21211", "21217") else f"twilio:{code or 'refused'}"
