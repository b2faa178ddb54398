"""What travels with one operation: who asks, their loaders, what it cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import strawberry
from starlette.requests import HTTPConnection
from starlette.responses import Response

from backend.accounts.actor import Actor
from backend.core.errors import SignInNeeded

if TYPE_CHECKING:
    from schema.batches import Loaders
    from schema.compiling import Executor


@dataclass(slots=True)
class Context:
    """One operation's surroundings. A WebSocket makes a new one per operation."""

    actor: Actor | None
    loaders: Loaders
    request: HTTPConnection | None = None
    response: Response | None = None
    connection_params: Any = None
    cost: int = 0
    executor: Executor | None = None
    """What runs it, for look-ahead."""
    statements: list[str] = field(default_factory=list)

    def signed_in(self) -> Actor:
        """The actor, or SignInNeeded."""
        if self.actor is None:
            raise SignInNeeded
        return self.actor


Info = strawberry.Info[Context, Any]
