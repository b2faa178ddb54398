"""Real input that lies beside the repository and never inside it."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_data(name: str) -> Path:
    """Return a file or folder of the shared data (`phones/phones.csv`); skip where it is absent."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"shared data {name} is not on this machine")
    return path
