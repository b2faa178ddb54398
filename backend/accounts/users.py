"""What can be done to users: made, changed, barred; an account always keeps an administrator."""

from collections.abc import Mapping
from typing import Any

from tortoise.exceptions import IntegrityError

from backend.accounts import links
from backend.accounts.actor import Actor
from backend.accounts.connections import sign_ins_changed
from backend.accounts.fields import USER, address_key
from backend.accounts.models import User
from backend.accounts.permissions import Permission, Role
from backend.accounts.sessions import end_all
from backend.core import database
from backend.core.changes import changes_of, created
from backend.core.database import writing
from backend.core.errors import InvalidInput, NotFound, Refused
from backend.core.forms import checked
from backend.core.versions import refuse_conflicts
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

MISSING = "There is no such user."
ADDRESS_TAKEN = "Another user signs in with this address."
LAST_ADMIN = "This is the only administrator. Make somebody else one first."

ADMINS = """
SELECT id FROM app_user WHERE account_id = current_account() AND active AND roles @> '["crm_admin"]'
 ORDER BY id FOR UPDATE
"""
MAIL_FACTS = """
SELECT u.email, coalesce(u.preferences ->> 'language', a.language) AS language
  FROM app_user u JOIN account a ON a.id = u.account_id WHERE u.account_id = $1 AND u.id = $2
"""


def ref(user_id: int) -> NodeRef:
    """A user as a node."""
    return NodeRef("User", user_id)


async def user_create(actor: Actor, *, fields: Mapping[str, Any]) -> tuple[int, str]:
    """Add a user; returns their id and the secret of the link by which they set their password."""
    actor.demand(Permission.USER_MANAGE)
    values = checked(USER, {"email": "", "name": "", "roles": [], **fields})
    async with writing(actor.account_id):
        user = await insert(actor.account_id, values)
        secret = await links.link_make(actor.account_id, links.Purpose.PASSWORD, user.id)
        await record(actor, [Fact(EventType.USER_CREATED, ref(user.id), created(user, values))])
    return int(user.id), secret


async def insert(account_id: int, values: Mapping[str, Any]) -> User:
    """The row of a new user, inside the running unit of work; a known address is InvalidInput."""
    # Looked up first: a violated constraint would end the whole unit of work.
    if await User.exists(account_id=account_id, email=values["email"]):
        raise InvalidInput(ADDRESS_TAKEN, ("email",))
    try:
        return await User.create(account_id=account_id, **values)
    except IntegrityError as error:
        raise InvalidInput(ADDRESS_TAKEN, ("email",)) from error


async def address_is_free(account_id: int, email: str) -> bool:
    """Whether nobody of the account signs in with this address."""
    return not await User.exists(account_id=account_id, email=address_key(email))


async def mail_facts(account_id: int, user_id: int) -> Mapping[str, Any]:
    """What a mail to a user needs: `email`, and the `language` they or the account chose."""
    rows = await database.execute(MAIL_FACTS, account_id, user_id)
    if not rows:
        raise NotFound(MISSING)
    return dict(rows[0])


async def user_update(
    actor: Actor, *, user_id: int, fields: Mapping[str, Any], version: int | None = None
) -> None:
    """Change a user. Barring them, or changing their roles, ends their sign-ins at once."""
    actor.demand(Permission.USER_MANAGE)
    values = checked(USER, fields)
    async with writing(actor.account_id):
        admins = [row["id"] for row in await database.execute(ADMINS)]
        user = await locked(user_id)
        await refuse_conflicts(actor.account_id, "User", user, version, values)
        changes = changes_of(user, values)
        if not changes:
            return
        if admins == [user_id] and not _stays_admin(user, values):
            raise Refused(LAST_ADMIN)
        if "email" in changes:
            await _refuse_taken(values["email"], user_id)
        before = user.version
        await user.update_from_dict({**values, "version": before + 1}).save()
        if {"active", "roles", "email"} & changes.keys():
            await _end_sign_ins(actor, user)
        changed = {**changes, "_version": (before, before + 1)}
        await record(actor, [Fact(EventType.USER_UPDATED, ref(user_id), changed)])


async def _end_sign_ins(actor: Actor, user: User) -> None:
    """End the user's sessions, but for the one in which administrators change themselves."""
    kind, own = actor.credential or ("", 0)
    await end_all(actor.account_id, user.id, but=own if kind == "session" and user.active else 0)
    sign_ins_changed()


async def password_link(actor: Actor, *, user_id: int) -> str:
    """The secret of a new link by which a user sets their password; older links end."""
    actor.demand(Permission.USER_MANAGE)
    async with writing(actor.account_id):
        user = await locked(user_id)
        if not user.active:
            raise Refused("This user may not sign in. Let them in again first.")
        return await links.link_make(actor.account_id, links.Purpose.PASSWORD, user_id)


async def locked(user_id: int) -> User:
    """A user's row, locked until the running unit of work ends."""
    user = await User.filter(id=user_id).select_for_update().first()
    if user is None:
        raise NotFound(MISSING)
    return user


async def _refuse_taken(email: str, user_id: int) -> None:
    if await User.filter(email=email).exclude(id=user_id).exists():
        raise InvalidInput(ADDRESS_TAKEN, ("email",))


def _stays_admin(user: User, values: Mapping[str, Any]) -> bool:
    active, roles = values.get("active", user.active), values.get("roles", user.roles)
    return bool(active) and Role.CRM_ADMIN.value in roles
