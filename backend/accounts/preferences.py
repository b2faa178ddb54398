"""How each user likes their screen: kept as JSON on the user, read as one typed object."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from backend.accounts.actor import Actor
from backend.accounts.fields import number_format
from backend.accounts.permissions import Permission
from backend.accounts.users import locked
from backend.core import forms
from backend.core.database import writing
from backend.core.forms import Form, checked


class Theme(StrEnum):
    """Light, dark, or what the computer says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Density(StrEnum):
    """How much room a row of a list takes."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


@dataclass(frozen=True, slots=True)
class Preferences:
    """One user's choices; None follows the account."""

    theme: Theme = Theme.SYSTEM
    density: Density = Density.COMFORTABLE
    language: str | None = None
    number_format: str | None = None
    keyboard_shortcuts: bool = True


FORMS: Mapping[str, Form] = {
    "theme": forms.as_is,
    "density": forms.as_is,
    "language": forms.language,
    "number_format": number_format,
    "keyboard_shortcuts": forms.as_is,
}


def read(stored: Mapping[str, Any]) -> Preferences:
    """The choices in a stored object; what is not known is left out, what is missing is as at first."""
    known = {f.name: stored[f.name] for f in fields(Preferences) if f.name in stored}
    if "theme" in known:
        known["theme"] = Theme(known["theme"])
    if "density" in known:
        known["density"] = Density(known["density"])
    return Preferences(**known)


async def preferences_update(actor: Actor, *, values: Mapping[str, Any]) -> None:
    """Change some of one's own preferences."""
    actor.demand(Permission.OWN_MANAGE)
    wanted = checked(FORMS, values)
    async with writing(actor.account_id):
        user = await locked(actor.user_id or 0)
        user.preferences = {**asdict(read(user.preferences)), **wanted}
        await user.save(update_fields=["preferences"])
