"""kill -9 in the middle of writes: after the restart the log and the data agree."""

import asyncio
import contextlib

import asyncpg
import httpx2 as httpx

from backend.core.postgres import DatabaseUrls
from tests.client import Client
from tests.transport.worker import worker
from tests.world import World

CREATE = """mutation ($n: String!, $p: String!) {
  customerCreate(input: { firstName: "Ada", lastName: $n, mobilePhone: $p }) {
    ... on CustomerSaved { customer { id } } } }"""
AGREE = """
SELECT (SELECT count(*) FROM customer WHERE account_id = $1) AS customers,
       (SELECT count(*) FROM phone_number WHERE account_id = $1) AS phones,
       (SELECT count(*) FROM event WHERE account_id = $1 AND type = 'customer.created') AS created,
       (SELECT count(*) FROM event WHERE account_id = $1 AND type = 'phone.added') AS added,
       (SELECT count(*) FROM event WHERE account_id = $1) AS events,
       (SELECT max(seq) FROM event WHERE account_id = $1) AS newest,
       (SELECT seq FROM event_counter WHERE account_id = $1) AS counter
"""


async def test_the_log_and_the_data_agree_after_kill_9(
    database: DatabaseUrls, world: World, owner: asyncpg.Connection
) -> None:
    answered = 0
    for round_ in range(3):
        async with (
            worker(database.app_url) as (host, process),
            httpx.AsyncClient(base_url=f"http://{host}", timeout=20) as http,
        ):
            client = Client(http, world.tokens["crm_sales"])

            async def write(n: int, client: Client = client, round_: int = round_) -> bool:
                number = f"+48 601 4{round_} {n // 100:02} {n % 100:02}"
                with contextlib.suppress(httpx.TransportError):
                    answer = await client.post(CREATE, {"n": f"N{n}", "p": number})
                    return bool(answer["data"]["customerCreate"])
                return False

            writing = [asyncio.create_task(write(n)) for n in range(150)]
            await asyncio.wait(writing, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.sleep(0.2)
            process.kill()
            answered += sum(await asyncio.gather(*writing))
    found = await owner.fetchrow(AGREE, world.account_id)
    assert (
        found["customers"] == found["phones"] == found["created"] == found["added"] >= answered > 0
    )
    assert found["events"] == found["newest"] == found["counter"]
