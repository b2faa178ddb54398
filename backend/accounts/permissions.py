"""What a user may do: one list of `resource:action`, and what each role may."""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

import orjson


class Permission(StrEnum):
    """Keep alphabetised. Declared on the GraphQL field and demanded again in the service."""

    ACCOUNT_MANAGE = "account:manage"
    CALL_ANNOTATE = "call:annotate"
    CALL_READ = "call:read"
    CALL_START = "call:start"
    CALL_TAKE = "call:take"
    COMPANY_READ = "company:read"
    COMPANY_WRITE = "company:write"
    CONSENT_WRITE = "consent:write"
    CONTACT_READ = "contact:read"
    CONTACT_WRITE = "contact:write"
    CUSTOMER_DELETE = "customer:delete"
    CUSTOMER_INVITE = "customer:invite"
    CUSTOMER_READ = "customer:read"
    CUSTOMER_REVEAL = "customer:reveal"
    CUSTOMER_WRITE = "customer:write"
    EVENT_READ = "event:read"
    EXPORT_RUN = "export:run"
    IMPORT_RUN = "import:run"
    LINE_MANAGE = "line:manage"
    MESSAGE_READ = "message:read"
    MESSAGE_SEND = "message:send"
    OUTBOX_READ = "outbox:read"
    OWN_MANAGE = "own:manage"
    PROJECT_READ = "project:read"
    PROJECT_WRITE = "project:write"
    RULE_OVERRIDE = "rule:override"
    SEARCH_USE = "search:use"
    TOKEN_MANAGE = "token:manage"
    USER_MANAGE = "user:manage"
    WEBHOOK_MANAGE = "webhook:manage"


class Role(StrEnum):
    """The roles an account gives out; none at all is a fifth standing (R010)."""

    CRM_ADMIN = "crm_admin"
    CRM_MANAGER = "crm_manager"
    CRM_SALES = "crm_sales"
    CRM_MARKETEER = "crm_marketeer"


_OWN = frozenset({Permission.OWN_MANAGE})
_MARKETEER = _OWN | {
    Permission.CALL_READ,
    Permission.COMPANY_READ,
    Permission.CONTACT_READ,
    Permission.CONTACT_WRITE,
    Permission.CUSTOMER_READ,
    Permission.EVENT_READ,
    Permission.EXPORT_RUN,
    Permission.MESSAGE_READ,
    Permission.PROJECT_READ,
    Permission.SEARCH_USE,
    Permission.TOKEN_MANAGE,
}
_SALES = _MARKETEER | {
    Permission.CALL_ANNOTATE,
    Permission.CALL_START,
    Permission.CALL_TAKE,
    Permission.COMPANY_WRITE,
    Permission.CONSENT_WRITE,
    Permission.CUSTOMER_INVITE,
    Permission.CUSTOMER_REVEAL,
    Permission.CUSTOMER_WRITE,
    Permission.MESSAGE_SEND,
    Permission.PROJECT_WRITE,
    Permission.RULE_OVERRIDE,
}
_MANAGER = _SALES | {Permission.CUSTOMER_DELETE, Permission.IMPORT_RUN}

OF_ROLE: dict[Role, frozenset[Permission]] = {
    Role.CRM_ADMIN: frozenset(Permission),
    Role.CRM_MANAGER: frozenset(_MANAGER),
    Role.CRM_SALES: frozenset(_SALES),
    Role.CRM_MARKETEER: frozenset(_MARKETEER),
}


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """Everything these roles together may do; without a role, only one's own things."""
    known = (OF_ROLE[Role(role)] for role in roles if role in _ROLES)
    return _OWN.union(*known)


@lru_cache(maxsize=1_000)
def granted(roles: str, scopes: str | None) -> frozenset[Permission]:
    """What a sign-in may do: its user's permissions, and of these only a token's scopes.

    Both are JSON lists, as they are stored. Remembered, since every request asks and a team has
    few combinations: working it out took longer than all else of a sign-in (0.15 ms).
    """
    permissions = permissions_of(orjson.loads(roles))
    if scopes is None:
        return permissions
    known = frozenset(orjson.loads(scopes))
    return frozenset(permission for permission in permissions if permission in known)


_ROLES = frozenset(Role)
