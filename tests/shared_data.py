"""Where real input lies: beside the repository, never inside it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_data(name: str) -> Path:
    """The path of one file of real input; skips the test, with the reason, where it is absent."""
    path = ROOT / name
    if not path.exists():
        pytest.skip(f"real input is absent: ../shared/data/{name}")
    return path
