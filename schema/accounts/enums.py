"""The words of accounts: permissions, roles, how a screen looks."""

from enum import StrEnum

from backend.accounts.links import Purpose
from backend.accounts.modules import Module
from backend.accounts.permissions import Permission, Role
from backend.accounts.preferences import Density, Theme
from schema.enums import words


class ClientKind(StrEnum):
    """What somebody is signed in through."""

    SESSION = "session"
    TOKEN = "token"


words(
    Permission,
    "What a user or token may do; in texts and tokens it is written `resource:action`.",
    ACCOUNT_MANAGE="Change the account's settings, groups and stores (`account:manage`).",
    CALL_ANNOTATE="Say how a call went (`call:annotate`).",
    CALL_READ="See calls (`call:read`).",
    CALL_START="Call somebody from the record (`call:start`).",
    CALL_TAKE="Be shown incoming calls (`call:take`).",
    COMPANY_READ="See companies (`company:read`).",
    COMPANY_WRITE="Add and change companies (`company:write`).",
    CONSENT_WRITE="Record what people agreed to (`consent:write`).",
    CONTACT_READ="See contacts (`contact:read`).",
    CONTACT_WRITE="Add and change contacts (`contact:write`).",
    CUSTOMER_DELETE="Mark customers as deleted (`customer:delete`).",
    CUSTOMER_INVITE="Send customers and contacts a link to set a password (`customer:invite`).",
    CUSTOMER_READ="See customers (`customer:read`).",
    CUSTOMER_REVEAL="See masked numbers whole (`customer:reveal`).",
    CUSTOMER_WRITE="Add and change customers (`customer:write`).",
    EVENT_READ="See the history of changes (`event:read`).",
    EXPORT_RUN="Take lists out as files (`export:run`).",
    IMPORT_RUN="Bring people in from files (`import:run`).",
    LINE_MANAGE="Set up telephone lines and gateways of mail and SMS (`line:manage`).",
    MESSAGE_READ="See e-mails and SMS (`message:read`).",
    MESSAGE_SEND="Write e-mails and SMS (`message:send`).",
    OUTBOX_READ="See what waits to be sent, and what was stored unsent (`outbox:read`).",
    OWN_MANAGE="See and change one's own profile and sign-ins (`own:manage`).",
    PROJECT_READ="See projects (`project:read`).",
    PROJECT_WRITE="Add and change projects (`project:write`).",
    RULE_OVERRIDE="Call or write in spite of a wish not to be reached, with a reason (`rule:override`).",
    SEARCH_USE="Search (`search:use`).",
    TOKEN_MANAGE="Make and revoke API tokens (`token:manage`).",  # noqa: S106 - a sentence
    USER_MANAGE="Add, change and bar users (`user:manage`).",
    WEBHOOK_MANAGE="Tell partners of events (`webhook:manage`).",
)
words(
    Module,
    "A part of the product that is off until an administrator turns it on.",
    name="AccountModule",
    SMS="Text messages: the SMS button beside numbers, and sending them.",
)
words(
    Role,
    "What a user is in the account; somebody without a role sees only their own record.",
    CRM_ADMIN="Everything, settings and users included.",
    CRM_MANAGER="The work of sales, and deleting and importing.",
    CRM_SALES="Customers, contacts, companies, projects and calls.",
    CRM_MARKETEER="Reads all of these, works with contacts.",
)
words(
    Theme,
    "How bright the screen is.",
    SYSTEM="As the computer is set.",
    LIGHT="Dark on light.",
    DARK="Light on dark.",
)
words(
    Density,
    "How much room a row of a list takes.",
    COMFORTABLE="Room to breathe.",
    COMPACT="As many rows as are readable.",
)
words(
    Purpose,
    "What a one-time link is for.",
    name="LinkPurpose",
    FIRST_ADMIN="Making the account's first administrator.",
    PASSWORD="Setting a password.",  # noqa: S106 - a sentence
)
words(
    ClientKind,
    "What somebody is signed in through.",
    SESSION="A session: a browser's cookie, or an app that signed in.",
    TOKEN="An API token.",  # noqa: S106 - a sentence
)

__all__ = ["ClientKind", "Density", "Module", "Permission", "Purpose", "Role", "Theme"]
