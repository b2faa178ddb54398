"""Kith, its worker, Kannel and an SMS centre, each on a socket of this machine."""

import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx2 as httpx
import pytest
from starlette.applications import Starlette

from backend.core.settings import Settings
from backend.messages import callbacks, house
from tests.live import serving
from tests.messages.centre import Centre, centre
from tests.messages.live.kannel import NEEDED, Kannel, kannel, until
from tests.messages.sms_making import Gateway, gateway
from tests.programs import missing
from tests.world import World

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark these tests; where a program is missing they are skipped, and say which."""
    lacking = missing(NEEDED)
    reason = f"not installed here: {', '.join(lacking)} (make test-telephony installs them)"
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.telephony)
            if lacking:
                item.add_marker(pytest.mark.skip(reason=reason))


@dataclass(frozen=True)
class Way:
    """The whole way of an SMS: our gateway, Kannel, and the centre at the far end."""

    gateway: Gateway
    kannel: Kannel
    centre: Centre


@pytest.fixture
async def way(
    app: Starlette, http: httpx.AsyncClient, owner: asyncpg.Connection, world: World
) -> AsyncIterator[Way]:
    """An account's gateway that leads through Kannel to the centre."""
    async with centre() as there, serving(app) as host:
        house.use(Settings(public_url=f"http://{host}"))
        slug = f"kannel-{world.account_id}"
        incoming = callbacks.callback_url(world.account_id, "kannel", slug)
        with tempfile.TemporaryDirectory(prefix="kith-kannel-") as folder:
            async with kannel(Path(folder), there.port, incoming or "") as box:
                log = Path(folder) / "kannel.log"
                await until(lambda: there.binds, log.read_text)
                made = await gateway(owner, http, world, url=box.url, sender="48600100200")
                yield Way(made, box, there)
    house.use(Settings())
