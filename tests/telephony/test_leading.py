"""One leader at a time, whoever dies."""

import asyncio
from datetime import datetime

import asyncpg

from backend.core.postgres import DatabaseUrls
from backend.telephony import leading
from tests.telephony.playing import until

KILL = """
SELECT pg_terminate_backend(pid) FROM pg_locks
 WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND objid::bigint = hashtext($1)::bigint & 4294967295
"""


class Candidate:
    """A process that would lead, and whether it does."""

    def __init__(self, url: str, name: str) -> None:
        self.leads, self.terms = False, 0
        self.task = asyncio.create_task(leading.lead(url, self._work, name=name))

    async def _work(self, began: datetime) -> None:
        self.leads, self.terms = True, self.terms + 1
        try:
            await asyncio.Event().wait()
        finally:
            self.leads = False

    async def stop(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


async def test_one_of_many_leads_and_another_follows_when_it_stops(database: DatabaseUrls) -> None:
    candidates = [Candidate(database.app_url, "of a test") for _ in range(3)]
    await until(lambda: any(c.leads for c in candidates))
    await asyncio.sleep(0.2)
    [leader] = [c for c in candidates if c.leads]
    await leader.stop()
    await until(lambda: any(c.leads for c in candidates))
    assert sum(c.leads for c in candidates) == 1
    await asyncio.gather(*(c.stop() for c in candidates))


async def test_a_leader_whose_connection_dies_stops_and_is_followed(
    database: DatabaseUrls, owner: asyncpg.Connection, cluster: str
) -> None:
    from backend.core.pool import dsn_parts

    first, second = (Candidate(database.app_url, "of another test") for _ in range(2))
    await until(lambda: first.leads or second.leads)
    leader, other = (first, second) if first.leads else (second, first)
    name = dsn_parts(database.app_url)["database"]
    admin = await asyncpg.connect(**(dsn_parts(cluster) | {"database": name}))
    await admin.fetch(KILL, "of another test")
    await admin.close()
    await until(lambda: other.leads, 15)
    assert not leader.leads
    await asyncio.gather(first.stop(), second.stop())


async def test_work_that_fails_is_told(database: DatabaseUrls) -> None:
    async def work(began: datetime) -> None:
        raise ValueError("a fault")

    task = asyncio.create_task(leading.lead(database.app_url, work, name="of a third test"))
    [problem] = await asyncio.gather(task, return_exceptions=True)
    assert isinstance(problem, ValueError)
