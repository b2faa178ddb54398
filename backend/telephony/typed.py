"""Reading the settings of a line as they were typed, into what an adapter works with."""

from collections.abc import Mapping
from typing import Any

STYLES = {"plus": "+", "zeros": "00", "digits": ""}
"""How an exchange wants the beginning of an international number."""

Told = Mapping[str, Any]


class Unusable(Exception):
    """Settings that cannot be used, in words for Settings → Lines."""


def text(told: Told, name: str) -> str:
    """A word, empty where nothing was typed."""
    return str(told.get(name) or "").strip()


def yes(told: Told, name: str, *, default: bool) -> bool:
    """A switch."""
    value = told.get(name)
    return default if value in (None, "") else str(value).lower() in ("true", "1", "yes", "on")


def one_of(told: Told, name: str, choices: tuple[Any, ...]) -> Any:
    """One of some words, the first where nothing was typed. Raises Unusable."""
    value = text(told, name).lower() or choices[0]
    if value not in choices:
        raise Unusable(f"{name} is one of: {', '.join(choices)}.")
    return value


def whole(told: Told, name: str, default: int, *, least: int = 1, most: int = 600) -> int:
    """A whole number within its bounds. Raises Unusable."""
    value = text(told, name) or str(default)
    if not value.isdecimal() or not least <= int(value) <= most:
        raise Unusable(f"{name} is a whole number from {least} to {most}.")
    return int(value)


def spelled(e164: str, *, prefix: str, style: str) -> str:
    """A number the way an exchange wants it: `+48601…` as `0048601…` behind a prefix of `0`."""
    return f"{prefix}{STYLES[style]}{e164.removeprefix('+')}"
