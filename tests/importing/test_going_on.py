"""Imports that are cut off, crowded or watched."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from backend.core.postgres import DatabaseUrls
from backend.importing import worker
from backend.importing.uploads import opened
from tests.client import Client
from tests.importing.conftest import Importer, verdicts
from tests.importing.samples import csv_file
from tests.live import serving, signed_in_socket
from tests.world import World

ROWS = 4000
WORKER = """
import asyncio, sys
from pathlib import Path
from tortoise import Tortoise
from backend.core.pool import tortoise_config
from backend.importing import worker

async def main():
    await Tortoise.init(config=tortoise_config(sys.argv[1]), _enable_global_fallback=True)
    await worker.work_once(Path(sys.argv[2]), int(sys.argv[3]))

asyncio.run(main())
"""


def people(folder: Path, count: int = ROWS) -> Path:
    rows = "".join(f"Person {n},+48601{n:06},p{n}@x.example\n" for n in range(count))
    return csv_file(folder, f"First name,Phone,E-mail\n{rows}")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own worker keeps away, so that a test can be it."""

    async def nothing(_folder: Path, _only: int | None = None) -> bool:
        return False

    monkeypatch.setattr(worker, "work_once", nothing)


work_once = worker.work_once


@pytest.mark.timeout(300)
async def test_a_killed_worker_is_followed_by_another_and_nothing_is_double(
    alone: None, importer: Importer, database: DatabaseUrls, tmp_path: Path
) -> None:
    started = (await importer.start(people(tmp_path, 2000)))["run"]
    await importer.do("importMap", id=started["id"], input={})
    run_id = await importer.owner.fetchval("SELECT id FROM import_run")
    assert await work_once(opened().folder, run_id)
    await importer.do("importConfirm", id=started["id"])
    await _killed_in_the_middle(importer, database, run_id)
    written = await importer.owner.fetchval("SELECT count(*) FROM customer")
    assert not await work_once(opened().folder, run_id), "its lease has not run out"
    await importer.owner.execute("UPDATE import_run SET leased_until = now()")
    assert await work_once(opened().folder, run_id)
    done = await importer.wait(started["id"])

    assert 0 < written < 2000
    assert verdicts(done) == (2000, 0, 0, 0)
    assert await importer.owner.fetchval("SELECT count(*) FROM customer") == 2000
    assert await importer.owner.fetchval("SELECT count(*) FROM phone_number") == 2000
    numbers = "SELECT max(seq) = count(*) AND count(DISTINCT seq) = count(*) FROM event"
    assert await importer.owner.fetchval(numbers)


async def _killed_in_the_middle(importer: Importer, database: DatabaseUrls, run_id: int) -> None:
    arguments = ("-c", WORKER, database.app_url, str(opened().folder), str(run_id))
    child = await asyncio.create_subprocess_exec(sys.executable, *arguments)
    while not await importer.owner.fetchval("SELECT count(*) > 500 FROM customer"):
        assert child.returncode is None
        await asyncio.sleep(0.02)
    os.kill(child.pid, signal.SIGKILL)
    await child.wait()
    lost = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'kith_app' AND state <> 'idle'"
    while await importer.owner.fetchval(lost):
        await asyncio.sleep(0.02)


PHONE_ADD = """
mutation ($party: ID!, $number: String!) {
  phoneAdd(party: $party, input: {number: $number}) { __typename }
}
"""


async def test_numbers_given_away_while_an_import_runs_are_given_once(
    importer: Importer, http: Any, world: World, tmp_path: Path
) -> None:
    sales = Client(http, world.tokens["crm_sales"])
    made = await sales.ask(
        'mutation { customerCreate(input: {firstName: "Zofia"}) { ... on CustomerSaved { customer { id } } } }'
    )
    party = made["customerCreate"]["customer"]["id"]
    tried = await importer.check(people(tmp_path, 2000))
    await importer.do("importConfirm", id=tried["id"])
    wanted = [f"601 {n // 1000:03} {n % 1000:03}" for n in range(1999, 1900, -2)]
    answers = [
        (await sales.ask(PHONE_ADD, party=party, number=number))["phoneAdd"]["__typename"]
        for number in wanted
    ]
    done = await importer.wait(tried["id"])
    hers = answers.count("PhoneSaved")

    assert set(answers) <= {"PhoneSaved", "PhoneTaken"}
    assert verdicts(done) == (2000, 0, 0, 0)
    assert done["counts"]["partsRefused"] == hers
    assert await importer.owner.fetchval("SELECT count(*) FROM phone_number") == 2000


@pytest.mark.timeout(300)
async def test_others_are_served_while_a_large_file_is_read_and_written(
    importer: Importer, admin: Client, tmp_path: Path
) -> None:
    started = (await importer.start(people(tmp_path)))["run"]
    await importer.do("importMap", id=started["id"], input={})
    asked = 0
    while (await _state(importer, started["id"])) == "CHECKING":
        await admin.ask("{ customers(first: 10) { totalCount nodes { displayName } } }")
        asked += 1

    assert asked >= 5
    assert verdicts(await importer.wait(started["id"])) == (ROWS, 0, 0, 0)


async def _state(importer: Importer, run_id: str) -> str:
    query = "query ($id: ID!) { importRun(id: $id) { state } }"
    return str((await importer.client.ask(query, id=run_id))["importRun"]["state"])


async def test_an_import_can_be_followed_to_its_end(
    importer: Importer, app: Any, world: World, tmp_path: Path
) -> None:
    started = (await importer.start(people(tmp_path, 1500)))["run"]
    query = """subscription ($run: ID!) {
      importProgress(run: $run) { state counts { done rows } } }"""
    await importer.do("importMap", id=started["id"], input={})
    seen = []
    async with (
        serving(app) as host,
        signed_in_socket(host, world.tokens["crm_manager"]) as client,
    ):
        await client.subscribe(query, run=started["id"])
        while (frame := await client.receive(60))["type"] == "next":
            seen.append(frame["payload"]["data"]["importProgress"])

    done = [step["counts"]["done"] for step in seen]
    assert done == sorted(done)
    assert seen[-1] == {"state": "CHECKED", "counts": {"done": 1500, "rows": 1500}}
