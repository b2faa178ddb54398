"""kill -9 of the worker while mail goes out: none is lost, none arrives under two names (R085).

`KITH_TEST_MAILS=2000 pytest tests/messages/test_kill.py -s` is the benchmark of docs/performance.md.
"""

import asyncio
import os
import random
import sys
import time
from collections import Counter

import pytest

from backend.core.database import writing
from backend.core.vault import new_key
from backend.messages import service
from backend.messages.kinds import Channel

MAILS = int(os.environ.get("KITH_TEST_MAILS", "60"))
KILLS = 2 if MAILS <= 200 else 12
LEFT = "SELECT count(*) FROM message WHERE state <> 'submitted'"
DEAD = "UPDATE outbox SET lease_until = now() - interval '1 second' WHERE state = 'sending'"


@pytest.mark.timeout(600)
async def test_no_mail_is_lost_or_sent_under_two_names(actor, served, mailbox, database, owner):
    for block in range(0, MAILS, 100):
        async with writing(actor.account_id):
            for number in range(block, min(block + 100, MAILS)):
                await service.message_queue(
                    actor,
                    channel=Channel.EMAIL,
                    address=f"p{number}@example.com",
                    subject="Hello",
                    body="Hello",
                )
    began = time.monotonic()
    for _ in range(KILLS):
        worker = await _worker(database.app_url, served)
        before = len(mailbox.mails)
        while len(mailbox.mails) < min(before + random.randint(5, MAILS // KILLS), MAILS):
            await asyncio.sleep(0.01)
        worker.kill()
        await worker.wait()
        # The dead worker's leases run out, as they do two minutes later by themselves.
        await owner.execute(DEAD)
    last = await _worker(database.app_url, served)
    while await owner.fetchval(LEFT):
        await asyncio.sleep(0.1)
    last.terminate()
    await last.wait()
    names: dict[str, set[str]] = {}
    for mail in mailbox.mails:
        names.setdefault(str(mail["To"]), set()).add(str(mail["Message-ID"]))
    twice = sum(n - 1 for n in Counter(str(m["Message-ID"]) for m in mailbox.mails).values())
    print(  # noqa: T201 - the benchmark's figure
        f"\n{MAILS} mails, {KILLS} kills: {time.monotonic() - began:.1f} s, {twice} sent again"
    )
    assert len(names) == MAILS
    assert all(len(ids) == 1 for ids in names.values())


async def _worker(database_url: str, port: int) -> asyncio.subprocess.Process:
    """`kith worker` in a process of its own."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "backend.cli", "worker",
        env={
            **os.environ,
            "KITH_DATABASE_URL": database_url,
            "KITH_SMTP_URL": f"smtp://127.0.0.1:{port}?timeout=10",
            "KITH_SECRET_KEY": new_key(),
            "KITH_LOG_LEVEL": "error",
        },
        stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
