"""The permission of a field, declared on it: the schema shows it, a test walks it, the service demands it again."""

from collections.abc import Awaitable, Callable
from typing import Any

from strawberry.extensions import FieldExtension
from strawberry.types.field import StrawberryField

from backend.accounts.permissions import Permission
from schema.context import Info


class Requires(FieldExtension):
    """Refuses a field to whoever lacks the permission; says so in the field's description."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    def apply(self, field: StrawberryField) -> None:
        """Leave the permission where the walk and the look-ahead find it."""
        field.metadata = {**(field.metadata or {}), "permission": self.permission}
        field.description = f"{field.description or ''} Needs `{self.permission.value}`.".strip()

    def resolve(self, next_: Callable[..., Any], source: Any, info: Info, **kwargs: Any) -> Any:
        """Demand, then go on."""
        info.context.signed_in().demand(self.permission)
        return next_(source, info, **kwargs)

    async def resolve_async(
        self, next_: Callable[..., Any], source: Any, info: Info, **kwargs: Any
    ) -> Any:
        """Demand, then go on; a subscription's generator is not awaited."""
        info.context.signed_in().demand(self.permission)
        result = next_(source, info, **kwargs)
        return await result if isinstance(result, Awaitable) else result


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
