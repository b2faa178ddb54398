"""Who is acting: every service's first argument."""

from dataclasses import dataclass, field

from backend.accounts.permissions import Permission
from backend.core.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in user, through one client: `via` is web, api:<token>, import:<run>, cli or line:<name>."""

    account_id: int
    user_id: int | None
    permissions: frozenset[Permission] = field(default_factory=frozenset)
    via: str = "web"
    region: str = "GB"
    language: str = "en"
    credential: tuple[str, int] | None = None

    def may(self, permission: Permission) -> bool:
        """Whether the actor has this permission."""
        return permission in self.permissions

    def demand(self, permission: Permission) -> None:
        """Refuse in plain words without this permission."""
        if permission not in self.permissions:
            raise NotAllowed(f"Your role does not allow this ({permission.value}). Ask a manager.")
