"""Setting a password: by a one-time link, or knowing the old one. Either ends all older sign-ins."""

from backend.accounts import limits, links, passwords
from backend.accounts.actor import Actor
from backend.accounts.clients import Caller
from backend.accounts.fields import USER
from backend.accounts.models import User
from backend.accounts.permissions import Permission, Role, permissions_of
from backend.accounts.sessions import end_all, session_open
from backend.accounts.signing_in import SignedIn, entered
from backend.accounts.users import insert, locked, ref
from backend.core.changes import created
from backend.core.database import writing
from backend.core.errors import InvalidInput, Refused
from backend.core.forms import checked
from backend.events.service import record
from backend.events.types import EventType, Fact


async def password_set(
    caller: Caller, *, token: str, password: str, name: str = "", email: str = ""
) -> SignedIn:
    """Use a one-time link: set the password, sign in. The first administrator's gives name and e-mail.

    Raises Refused where the link no longer works, InvalidInput for name, e-mail or password.
    """
    link = await links.link_of(token, caller.address)
    if link is None:
        raise Refused(links.USED, ("token",))
    if link.purpose is links.Purpose.FIRST_ADMIN:
        return await _first_admin(caller, link, name=name, email=email, password=password)
    return await _password_of(caller, link, password)


async def _first_admin(
    caller: Caller, link: links.Link, *, name: str, email: str, password: str
) -> SignedIn:
    values = checked(USER, {"name": name, "email": email, "roles": [Role.CRM_ADMIN]})
    kept = await passwords.hashed(passwords.accepted(password, email=values["email"]))
    async with writing(link.account_id):
        await links.link_use(link)
        user = await insert(link.account_id, values)
        await User.filter(id=user.id).update(password_hash=kept)
        opened = await session_open(link.account_id, user.id, caller)
        actor = Actor(link.account_id, user.id, permissions_of(user.roles))
        await record(actor, [Fact(EventType.USER_CREATED, ref(user.id), created(user, values))])
    return await entered(opened)


async def _password_of(caller: Caller, link: links.Link, password: str) -> SignedIn:
    async with writing(link.account_id):
        user = await locked(link.user_id or 0)
        if not user.active:
            raise Refused(links.USED, ("token",))
        email = user.email
    kept = await passwords.hashed(passwords.accepted(password, email=email))
    async with writing(link.account_id):
        await links.link_use(link)
        await User.filter(id=link.user_id).update(password_hash=kept)
        await end_all(link.account_id, link.user_id or 0)
        opened = await session_open(link.account_id, link.user_id or 0, caller)
    return await entered(opened)


async def password_change(
    actor: Actor, caller: Caller, *, current: str, password: str
) -> SignedIn | None:
    """Change one's own password; every sign-in ends, and the session that asks is opened anew.

    None where an API token asks: it goes on. Raises InvalidInput, and RateLimited after too many
    tries at the current password.
    """
    actor.demand(Permission.OWN_MANAGE)
    user = await _own(actor)
    network = limits.network_of(caller.address)
    await limits.spend(limits.SIGN_IN_FROM, network)
    await limits.spend(limits.SIGN_IN_AS, user.email)
    if not await passwords.matches(current, user.password_hash):
        raise InvalidInput("This is not your present password.", ("current",))
    await limits.give_back(limits.SIGN_IN_FROM, network)
    await limits.give_back(limits.SIGN_IN_AS, user.email)
    kept = await passwords.hashed(passwords.accepted(password, email=user.email))
    by_session = actor.credential is not None and actor.credential[0] == "session"
    async with writing(actor.account_id):
        await User.filter(id=user.id).update(password_hash=kept)
        await end_all(actor.account_id, user.id)
        if not by_session:
            return None
        opened = await session_open(
            actor.account_id, user.id, caller, via="app" if actor.via == "app" else "web"
        )
    return await entered(opened)


async def _own(actor: Actor) -> User:
    async with writing(actor.account_id):
        return await locked(actor.user_id or 0)
