"""Ten thousand calls told badly and all at once, through the service and a real database: is every one right?

    python -m tests.benchmarks.bench_call_streams [--streams 10000]

Events are lost, doubled, late and interleaved (tests/calls/streams.py); the seed is printed, so
that a stream that comes out wrong can be told again.
"""

import argparse
import asyncio
import os
import tempfile
import time
from pathlib import Path
from random import Random

import asyncpg
from tortoise import Tortoise

from backend.core import vault
from backend.core.database import dsn_parts, tortoise_config
from backend.core.embedded import running
from backend.core.migrate import migrate
from backend.core.postgres import DatabaseUrls, provision
from backend.core.settings import Settings
from tests.calls import calling
from tests.calls.judging import judge, tell
from tests.calls.streams import stream
from tests.world import make_account

PEOPLE = 200
PERSON = """
WITH made AS (
  INSERT INTO customer (account_id, number, first_name, middle_name, last_name, sort_key, match_names, id_number,
    id_issued_by, passport_number, licence_number, source, newsletter, promotional_sms, do_not_email, do_not_call,
    contact_preference, blocked, suppress_registration_email, target_information, role, notes, version,
    created_at, created_via, modified_at, modified_via)
  VALUES ($1, $2, 'Zofia', '', '', 'zofia', 'zofia', '', '', '', '', 'telephone', true, false, false, false, 'any',
    false, false, '', '', '', 1, now(), 'web', now(), 'web') RETURNING id)
INSERT INTO phone_number (account_id, customer_id, label, typed, e164, extension, type, validity, main, position, version)
SELECT $1, id, '', $3, $3, '', 'mobile', 'valid', true, 0, 1 FROM made
"""


async def run(urls: DatabaseUrls, count: int, seed: int) -> None:
    """Tell and judge; print what was found."""
    random = Random(seed)
    owner = await asyncpg.connect(**dsn_parts(urls.owner_url))
    world = await make_account(owner)
    numbers = [f"+4860141{n:04d}" for n in range(PEOPLE)]
    for place, number in enumerate(numbers):
        await owner.execute(PERSON, world.account_id, 20_000 + place, number)
    line = await calling.line(owner, world)
    streams = [stream(random, f"call-{n}", random.choice(numbers)) for n in range(count)]
    await Tortoise.init(config=tortoise_config(urls.app_url, pool=8), _enable_global_fallback=True)
    began = time.perf_counter()
    events = await tell(world, line, streams, random)
    took = time.perf_counter() - began
    verdict = await judge(owner, world, streams)
    await Tortoise.close_connections()
    await owner.close()
    print(f"seed {seed}: {events} events of {verdict.calls} calls in {took:.0f} s")
    print(
        f"ended by the sweep, as their end was lost: {verdict.swept}; wrong: {len(verdict.wrong)}"
    )
    for what in verdict.wrong[:20]:
        print(f"  {what}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)
        vault.use(Settings(data_dir=Path(folder)))
        with running(Path(folder) / "data") as admin:
            urls = asyncio.run(provision(admin, "bench"))
            asyncio.run(migrate(urls.owner_url))
            asyncio.run(run(urls, given.streams, given.seed))


if __name__ == "__main__":
    main()
