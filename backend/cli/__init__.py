"""The commands: `kith …`, one small module per group."""

from backend.cli.group import main

__all__ = ["main"]
