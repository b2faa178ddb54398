"""SMS through an SMS centre that others wrote: the npm package `smpp`, which shares no line with us (R084)."""

import asyncio
import json
import shutil
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from backend.core.database import writing
from backend.messages import service
from backend.messages.kinds import Channel
from tests.messages.smpp.conftest import arrived, bound, sitting, until
from tests.messages.sms_making import NUMBER, gateway

HERE = Path(__file__).parent
SUITES = HERE.parents[1] / "conformance"
pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (SUITES / "node_modules" / "smpp").exists(),
    reason="node or the public suites are not installed here (make test installs them)",
)


@dataclass
class Another:
    """The centre, and what it has taken."""

    port: int = 0
    taken: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
async def another(owner, http, world) -> AsyncIterator[Another]:
    process = await asyncio.create_subprocess_exec(
        "node", str(HERE / "smsc.mjs"), str(SUITES / "package.json"), stdin=PIPE, stdout=PIPE
    )
    assert process.stdout is not None
    assert process.stdin is not None
    there = Another()
    reading = asyncio.create_task(_read(process.stdout, there))
    await until(lambda: there.port)
    await gateway(owner, http, world, "smpp", port=there.port)
    async with sitting():
        await until(bound)
        yield there
    process.stdin.close()
    await process.wait()
    await reading


async def _read(lines: asyncio.StreamReader, into: Another) -> None:
    while line := await lines.readline():
        said = json.loads(line)
        if "port" in said:
            into.port = said["port"]
        else:
            into.taken.append(said)


@pytest.mark.parametrize(
    ("text", "coding"), [("Réponse: à Zoé, 5 €", 0), ("Zażółć gęślą jaźń 🙂", 8)]
)
async def test_an_sms_is_understood_there_and_delivered(
    another, worker, sms, becomes, text, coding
):
    await becomes(await sms(text), "delivered")
    [got] = another.taken
    assert (got["text"], got["coding"], got["to"]) == (text, coding, NUMBER.removeprefix("+"))


async def test_a_long_one_arrives_in_parts_of_one_text(another, worker, sms, becomes):
    text = "All of it, and no more. " * 14
    await becomes(await sms(text), "delivered")
    assert "".join(got["text"] for got in another.taken) == text
    assert len(another.taken) == 3
    assert all(got["header"] for got in another.taken)


async def test_an_answer_comes_into_the_thread(another, worker, sms, owner):
    await sms("Will you come?")
    [row] = await arrived(owner)
    assert (row["body"], row["address"]) == ("Réponse: bien sûr", NUMBER)


async def test_a_number_that_is_not_there_is_rejected(another, worker, actor, becomes):
    async with writing(actor.account_id):
        id = await service.message_queue(
            actor, channel=Channel.SMS, address="+48601555000", body="Anybody there?"
        )
    assert "INVDSTADR" in (await becomes(id, "rejected"))["state_reason"]
    assert another.taken == []
