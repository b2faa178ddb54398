"""The parts of the product an account has switched on."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from backend.core import database

MODULES = "SELECT id AS key, modules FROM account WHERE id = ANY ($1::bigint[])"
HAS = "SELECT modules ? $2 FROM account WHERE id = $1"


class Module(StrEnum):
    """What is off until an administrator turns it on."""

    SMS = "sms"


def modules(value: Sequence[Any] | None, _name: str = "") -> list[str]:
    """The modules, each once, in the order of the list of modules; what is none of ours is left out."""
    return [module.value for module in Module if module in set(value or ())]


async def has_module(account_id: int, module: Module) -> bool:
    """Whether the account has switched a module on."""
    return bool(await database.fetchval(account_id, HAS, account_id, module.value))
