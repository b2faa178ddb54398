"""kill -9 of servers and workers while mail and SMS go out: none is lost, or arrives under two names (R084, R085).

`KITH_TEST_MAILS=2000 KITH_TEST_SMS=2000 pytest tests/messages/test_kill.py -s` is the benchmark of
docs/performance.md.
"""

import asyncio
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import asyncpg
import pytest

from backend.accounts.actor import Actor
from backend.core.database import writing
from backend.core.postgres import DatabaseUrls
from backend.core.vault import Vault, new_key
from backend.messages import service
from backend.messages.kinds import Channel
from backend.messages.worker import AT_ONCE
from tests.live import free_port
from tests.messages.centre import centre
from tests.messages.http_peer import http_peer
from tests.messages.sms_making import gateway

MAILS = int(os.environ.get("KITH_TEST_MAILS", "60"))
SMS = int(os.environ.get("KITH_TEST_SMS", "60"))
KEY = new_key()
"""What tests and workers seal the gateway's password with."""
NOBODY = 9
"""A port no mail server listens at."""
LEFT = "SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')"
DEAD = "UPDATE outbox SET lease_until = now() - interval '1 second' WHERE state = 'sending'"
STATES = "SELECT address, state FROM message"


def kills(messages: int) -> int:
    """How many servers and workers die on the way."""
    return 2 if messages <= 200 else 12


@pytest.mark.timeout(600)
async def test_no_mail_is_lost_or_sent_under_two_names(
    actor, served, mailbox, database, owner, tmp_path
):
    await _queue(actor, Channel.EMAIL, [f"p{n}@example.com" for n in range(MAILS)])
    seconds = await _kill(
        database, owner, served, lambda: len(mailbox.mails), messages=MAILS, folder=tmp_path
    )
    names: dict[str, set[str]] = {}
    for mail in mailbox.mails:
        names.setdefault(str(mail["To"]), set()).add(str(mail["Message-ID"]))
    twice = sum(n - 1 for n in Counter(str(m["Message-ID"]) for m in mailbox.mails).values())
    print(f"\n{MAILS} mails, {kills(MAILS)} kills: {seconds:.1f} s, {twice} sent again")  # noqa: T201
    assert len(names) == MAILS
    assert all(len(ids) == 1 for ids in names.values())


@pytest.mark.timeout(600)
async def test_no_sms_is_lost_or_sent_twice(
    actor, database, owner, http, world, monkeypatch, tmp_path
):
    monkeypatch.setattr("backend.core.vault._open", Vault([KEY]))
    numbers = [f"+4860141{n:04d}" for n in range(SMS)]
    async with http_peer() as peer:
        peer.says(202, "0: Accepted for delivery")
        await gateway(owner, http, world, url=f"{peer.url}/cgi-bin/sendsms")
        await _queue(actor, Channel.SMS, numbers)
        seconds = await _kill(
            database, owner, NOBODY, lambda: len(peer.forms), messages=SMS, folder=tmp_path
        )
    assert max(Counter(form["to"] for form in peer.forms).values()) == 1
    await _judge(owner, numbers, {form["to"] for form in peer.forms}, f"HTTP: {seconds:.1f} s")


@pytest.mark.timeout(600)
async def test_no_part_of_an_sms_is_lost_or_sent_twice(
    actor, database, owner, http, world, monkeypatch, tmp_path
):
    monkeypatch.setattr("backend.core.vault._open", Vault([KEY]))
    numbers = [f"+4860141{n:04d}" for n in range(SMS)]
    async with centre() as there:
        await gateway(owner, http, world, "smpp", port=there.port)
        await _queue(actor, Channel.SMS, numbers, body="In two parts. " * 20)
        seconds = await _kill(
            database,
            owner,
            NOBODY,
            lambda: len(there.submitted) // 2,
            messages=SMS,
            folder=tmp_path,
        )
    parts = Counter((f"+{got.destination}", got.octets[5]) for got in there.submitted)
    assert max(parts.values()) == 1
    whole = {number for number, part in parts if part == 2 and (number, 1) in parts}
    await _judge(owner, numbers, whole, f"SMPP, two parts each: {seconds:.1f} s")


async def _judge(
    owner: asyncpg.Connection, numbers: list[str], arrived: set[str], what: str
) -> None:
    """Each SMS was submitted and arrived, or is uncertain; and those are no more than were on their way."""
    states = {row["address"]: row["state"] for row in await owner.fetch(STATES)}
    uncertain = {number for number, state in states.items() if state == "uncertain"}
    print(  # noqa: T201
        f"\n{SMS} SMS, {kills(SMS)} kills, {what}, {len(uncertain)} uncertain,"
        f" of which {len(uncertain & arrived)} had arrived"
    )
    assert {n for n, state in states.items() if state == "submitted"} == set(numbers) - uncertain
    assert set(numbers) - arrived <= uncertain
    assert len(uncertain) <= kills(SMS) * AT_ONCE


async def _queue(
    actor: Actor, channel: Channel, addresses: list[str], *, body: str = "Hello"
) -> None:
    for block in range(0, len(addresses), 100):
        async with writing(actor.account_id):
            for address in addresses[block : block + 100]:
                await service.message_queue(
                    actor,
                    channel=channel,
                    address=address,
                    subject="Hello" if channel is Channel.EMAIL else "",
                    body=body,
                )


async def _kill(
    database: DatabaseUrls,
    owner: asyncpg.Connection,
    smtp: int,
    arrived: Callable[[], int],
    *,
    messages: int,
    folder: Path,
) -> float:
    """Kill servers and workers in turn at random points, then let one come to the end; the seconds it took."""
    began = time.monotonic()
    for _, command in zip(range(kills(messages)), cycle(("serve", "worker")), strict=False):
        victim = await _sender(command, database.app_url, smtp, folder)
        enough = min(arrived() + random.randint(5, messages // kills(messages)), messages)
        while arrived() < enough and await owner.fetchval(LEFT):
            await asyncio.sleep(0.01)
        victim.kill()
        await victim.wait()
        # The dead one's leases run out, as they do two minutes later by themselves.
        await owner.execute(DEAD)
    last = await _sender("worker", database.app_url, smtp, folder)
    while await owner.fetchval(LEFT):
        await asyncio.sleep(0.1)
    last.terminate()
    await last.wait()
    return time.monotonic() - began


async def _sender(
    command: str, database_url: str, smtp: int, folder: Path
) -> asyncio.subprocess.Process:
    """`kith serve` or `kith worker` in a process of its own: both send what is queued."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "backend.cli", command,
        env={
            **os.environ,
            "KITH_DATABASE_URL": database_url,
            "KITH_DATA_DIR": str(folder),
            "KITH_PORT": str(free_port()),
            "KITH_SMTP_URL": f"smtp://127.0.0.1:{smtp}?timeout=10",
            "KITH_SECRET_KEY": KEY,
            "KITH_LOG_LEVEL": "error",
        },
        stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
