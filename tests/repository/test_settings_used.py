"""A setting that nothing reads would be a promise nobody keeps."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from backend.core.settings import Settings

BACKEND = Path(__file__).resolve().parents[2] / "backend"


@pytest.mark.parametrize("name", [setting.name for setting in fields(Settings)])
def test_each_setting_is_read_somewhere(name):
    sources = [path.read_text() for path in BACKEND.rglob("*.py")]
    assert any(re.search(rf"\b(settings|self)\.{name}\b", source) for source in sources)
