"""The permission of a field, declared on it: the schema shows it, a test walks it, the service demands it again."""

from collections.abc import Awaitable, Callable
from typing import Any

from strawberry.extensions import FieldExtension
from strawberry.types.field import StrawberryField

from backend.accounts.permissions import Permission
from schema.context import Info


class Requires(FieldExtension):
    """Refuses a field to whoever lacks the permission; says so in the field's description.

    With several, any one of them opens the field, and the service demands the one that it takes.
    """

    def __init__(self, permission: Permission, *others: Permission) -> None:
        self.permission = permission
        self.any_of = (permission, *others)

    def apply(self, field: StrawberryField) -> None:
        """Leave the permission where the walk and the look-ahead find it."""
        field.metadata = {**(field.metadata or {}), "permission": self.permission}  # type: ignore[assignment]
        names = " or ".join(f"`{permission.value}`" for permission in self.any_of)
        field.description = f"{field.description or ''} Needs {names}.".strip()

    def resolve(self, next_: Callable[..., Any], source: Any, info: Info, **kwargs: Any) -> Any:
        """Demand, then go on."""
        self._demand(info)
        return next_(source, info, **kwargs)

    async def resolve_async(
        self, next_: Callable[..., Any], source: Any, info: Info, **kwargs: Any
    ) -> Any:
        """Demand, then go on; a subscription's generator is not awaited."""
        self._demand(info)
        result = next_(source, info, **kwargs)
        return await result if isinstance(result, Awaitable) else result

    def _demand(self, info: Info) -> None:
        actor = info.context.signed_in()
        if not any(actor.may(permission) for permission in self.any_of):
            actor.demand(self.permission)


class Fresh(FieldExtension):
    """After a write nothing loaded before it may be shown."""

    async def resolve_async(
        self, next_: Callable[..., Any], source: Any, info: Info, **kwargs: Any
    ) -> Any:
        """Go on, then forget what was loaded."""
        try:
            return await next_(source, info, **kwargs)
        finally:
            info.context.loaders.clear()
