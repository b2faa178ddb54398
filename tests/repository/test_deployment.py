"""Dockerfile, compose file and role script: their settings exist, their roles are as demanded.

No image is built here, for that needs a Docker engine; the role script is really run.
"""

import asyncio
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import fields
from pathlib import Path

import pytest

from backend.core.embedded import POSTGRES_BIN_PATH, running
from backend.core.postgres import DatabaseUrls, check
from backend.core.settings import Settings, variable

ROOT = Path(__file__).resolve().parents[2]
SECRETS = {"KITH_OWNER_PASSWORD", "KITH_APP_PASSWORD"}


@pytest.mark.parametrize("name", ["Dockerfile", "docker-compose.yml"])
def test_every_variable_it_sets_is_a_setting(name):
    used = set(re.findall(r"\bKITH_[A-Z_]+", (ROOT / name).read_text()))
    assert used
    assert used - SECRETS <= {variable(setting) for setting in fields(Settings)}


def test_the_image_runs_as_nobody_special_and_says_whether_it_is_well():
    text = (ROOT / "Dockerfile").read_text()
    assert re.search(r"^USER kith$", text, re.MULTILINE)
    assert "/healthz" in text
    assert "--require-hashes" in text


def test_everything_the_image_copies_is_let_in():
    text = (ROOT / "Dockerfile").read_text()
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE)
    allowed = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line.startswith("!")
    }
    tops = {Path(path).parts[0] for line in copied for path in line.split()}
    assert tops <= allowed
    assert all((ROOT / top).exists() for top in tops)


def test_the_role_script_makes_what_kith_demands():
    folder = Path(tempfile.mkdtemp(prefix="kith-test-"))
    try:
        with running(folder) as admin:
            socket = admin.partition("host=")[2]
            environment = {
                "PATH": f"{POSTGRES_BIN_PATH}:{os.environ['PATH']}",
                "PGHOST": socket,
                "POSTGRES_USER": "postgres",
                "KITH_OWNER_PASSWORD": "o'wner",
                "KITH_APP_PASSWORD": 'a"pp',
            }
            script = ROOT / "docker/roles.sh"
            subprocess.run(["sh", script], env=environment, check=True, capture_output=True)
            place = f"@/kith?host={socket}"
            asyncio.run(
                check(
                    DatabaseUrls(f"postgresql://kith_app{place}", f"postgresql://kith_owner{place}")
                )
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
