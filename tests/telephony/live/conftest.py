"""An exchange, a phone, the world beyond the trunk, and a SIP line of Kith's that writes calls down."""

import asyncio
import importlib.util
import json
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.calls.folding import Heard
from backend.calls.kinds import DeviceKind, Direction, LineKind
from backend.calls.service import call_heard
from backend.telephony.provider import Health, HealthState, LineConfig, Origination
from backend.telephony.sip.provider import SipProvider
from tests.programs import free_port, missing
from tests.telephony.live import agents
from tests.telephony.live.agents import CUSTOMER, DOMAIN, PATIENCE, PHONE, Baresip, Exchange
from tests.world import World, make_account

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark these tests; where a program is missing they are skipped, and say which."""
    lacking = missing(agents.NEEDED)
    if importlib.util.find_spec("baresip") is None:
        lacking.append("baresip-python")
    reason = f"not installed here: {', '.join(lacking)} (make test-telephony installs them)"
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.telephony)
            if lacking:
                item.add_marker(pytest.mark.skip(reason=reason))


class Line:
    """A SIP line in the database with its provider; what it tells is written down as ever."""

    def __init__(self, owner: asyncpg.Connection, world: World, line_id: int) -> None:
        self._owner, self._world, self.line_id = owner, world, line_id
        self.healths: list[Health] = []
        self.events: list[Heard] = []
        self._more = asyncio.Event()
        self.provider: SipProvider
        self._actor = Actor(
            account_id=world.account_id,
            user_id=None,
            permissions=frozenset({Permission.CALL_TAKE}),
            via="line:test",
            region="PL",
        )

    async def hear(self, heard: Heard) -> None:
        await call_heard(self._actor, line_id=self.line_id, heard=heard)
        self.events.append(heard)
        self._more.set()

    async def report(self, health: Health) -> None:
        self.healths.append(health)
        self._more.set()

    async def stands(self, state: HealthState) -> str:
        """Wait for a state of health; its note."""
        await self._until(lambda: bool(self.healths) and self.healths[-1].state is state)
        return self.healths[-1].note

    async def press(self, to: str = CUSTOMER, device: str = PHONE) -> str:
        """Press Call; the call's name."""
        name = str(uuid.uuid4())
        await self.provider.originate(
            Origination(
                external_id=name,
                device_kind=DeviceKind.SIP_PHONE,
                device_address=device,
                to=to,
                display="Piotr Zieliński",
            )
        )
        return name

    async def state(self, call: str, state: str) -> Heard:
        """Wait until a call has come so far."""
        found: list[Heard] = []

        def there() -> bool:
            found[:] = [e for e in self.events if e.call_id == call and e.state.value == state]
            return bool(found)

        await self._until(there)
        return found[0]

    async def rings(self, after: int) -> str:
        """Wait for an incoming call; its name. The last words of an earlier one may still come."""
        found: list[Heard] = []

        def there() -> bool:
            found[:] = [e for e in self.events[after:] if e.direction is Direction.INCOMING]
            return bool(found)

        await self._until(there)
        return found[0].call_id

    async def record(self, call: str) -> dict[str, Any]:
        """The call's row, once it has ended."""
        await self.state(call, "ended")
        row = await self._owner.fetchrow(
            "SELECT state, outcome, cause, hung_up_by, direction, number_e164,"
            " answered_at IS NOT NULL AS answered FROM call"
            " WHERE account_id = $1 AND line_id = $2 AND external_id = $3",
            self._world.account_id,
            self.line_id,
            call,
        )
        assert row["state"] == "ended"
        return dict(row)

    async def _until(self, there: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not there():
                self._more.clear()
                await self._more.wait()


@pytest.fixture(scope="session")
def folder() -> Any:
    """Short, as sockets and configuration files want it."""
    path = Path(tempfile.mkdtemp(prefix="kith-sip-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
async def exchange(folder: Path) -> AsyncIterator[Exchange]:
    """Kamailio."""
    async with agents.exchange(folder, free_port(2)) as running:
        yield running


@pytest.fixture(scope="session")
async def phone(folder: Path, exchange: Exchange) -> AsyncIterator[Baresip]:
    """Anna's phone, registered; it plays 440 Hz."""
    account = (
        f"<sip:{PHONE}@{DOMAIN};transport=udp>;auth_user={PHONE};auth_pass=secret-{PHONE};"
        f'outbound="sip:127.0.0.1:{exchange.port};transport=udp";regint=120;answermode=manual;'
        "mediaenc=srtp;audio_codecs=pcmu,pcma"
    )
    async with agents.baresip(folder / "phone", account, hertz=440) as running:
        await running.says("200 OK")
        yield running


@pytest.fixture(scope="session")
def customer(folder: Path, exchange: Exchange) -> Callable[[], Any]:
    """Makes the customer's phone beyond the trunk, which plays 1000 Hz."""
    account = (
        f"<sip:{CUSTOMER}@127.0.0.1:@PORT@;transport=udp>;regint=0;answermode=manual;"
        f'outbound="sip:127.0.0.1:{exchange.port};transport=udp";mediaenc=srtp;audio_codecs=pcmu,pcma'
    )
    made = iter(range(100))

    @asynccontextmanager
    async def make() -> AsyncIterator[Baresip]:
        path = folder / f"customer-{next(made)}"
        async with agents.baresip(path, account, hertz=1000, sip_port=exchange.trunk_port) as it:
            yield it

    return make


@pytest.fixture(scope="session")
async def lines(
    owner: asyncpg.Connection, app: Any, exchange: Exchange
) -> AsyncIterator[Callable[..., Any]]:
    """Makes a line to the exchange; settings beyond the usual are given by name."""
    world = await make_account(owner)
    async with AsyncExitStack() as stack:

        async def make(name: str = "office", password: str | None = None, **told: Any) -> Line:
            settings = {
                "server": f"127.0.0.1:{exchange.port}",
                "domain": DOMAIN,
                "user": name,
                "device_seconds": "4",
                "ring_seconds": "4",
                "ca_file": str(exchange.ca_file),
                **told,
            }
            line_id = await owner.fetchval(
                "INSERT INTO call_line (account_id, name, kind, slug, settings, sealed, region,"
                " countries, caller_ids, active, simulator, health, health_note, version) VALUES"
                # Off, as no switchboard is to run it: its provider is made here.
                " ($1, $2::text, 'sip', $2::text, $3::jsonb, '', 'PL', '[]', '[]', false, false, 'unknown',"
                " '', 1) RETURNING id",
                world.account_id,
                f"{name}-{uuid.uuid4()}",
                json.dumps(settings),
            )
            line = Line(owner, world, line_id)
            config = LineConfig(
                account_id=world.account_id,
                line_id=line_id,
                name=name,
                kind=LineKind.SIP,
                region="PL",
                version=1,
                settings=settings,
                secrets={"password": password or f"secret-{name}"},
            )
            line.provider = SipProvider(config, line.hear, line.report)
            await line.provider.start()
            stack.push_async_callback(line.provider.stop)
            return line

        yield make


@pytest.fixture(scope="session")
async def line(lines: Callable[..., Any]) -> Line:
    """The office's line, registered."""
    made: Line = await lines()
    await made.stands(HealthState.UP)
    return made
