"""The five lines of shell in docs/telephony.md do what they say (R086)."""

import asyncio
import os
import re
import shutil
from pathlib import Path

import pytest
from starlette.applications import Starlette

from tests.calls.test_calls import ACTIVE, LINE
from tests.client import Client
from tests.live import serving

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = re.compile(r"```sh\n(.*?)```", re.DOTALL)


async def test_a_call_posted_by_the_documented_shell_script_rings(
    app: Starlette, admin: Client, sales: Client
):
    if missing := [tool for tool in ("bash", "openssl", "curl") if not shutil.which(tool)]:
        pytest.skip(f"not on this machine: {', '.join(missing)}")
    [script] = SCRIPT.findall((ROOT / "docs/telephony.md").read_text())
    made = (await admin.ask(LINE, input={"name": "Gdynia", "region": "PL"}))["lineCreate"]
    async with serving(app) as address:
        environment = {
            "PATH": os.environ["PATH"],
            "KITH": f"http://{address}",
            "LINE": made["line"]["hook"].rpartition("/")[2],
            "SECRET": made["secret"],
        }
        process = await asyncio.create_subprocess_exec(
            "bash", "-euc", script, env=environment, stdout=asyncio.subprocess.PIPE
        )
        said, _ = await asyncio.wait_for(process.communicate(), 30)
    assert (process.returncode, said) == (0, b'{"message":"Taken in."}')
    [call] = (await sales.ask(ACTIVE))["activeCalls"]
    assert (call["state"], call["line"]) == ("RINGING", {"name": "Gdynia"})
