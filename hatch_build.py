"""Builds the web app into a wheel made from the source, where it is not built yet."""

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebApp(BuildHookInterface[Any]):
    """Runs npm once; an editable install is left alone, `make setup` builds for it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Build `backend/static` unless it is there, as it is in a source distribution."""
        root = Path(self.root)
        if version == "editable" or (root / "backend/static/index.html").exists():
            return
        for words in (["npm", "ci", "--no-audit", "--no-fund"], ["npm", "run", "build"]):
            subprocess.run(words, cwd=root / "frontend", check=True)  # noqa: S603 - fixed words
