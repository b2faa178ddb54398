"""Mails with a one-time way in: registration, invitation, a new password (R020, R033, R039)."""

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.accounts.users import address_is_free
from backend.consents.service import Reach, barrier_of, demand_reachable
from backend.consents.words import Channel as ReachChannel
from backend.contact_points.emails import try_email
from backend.core.database import writing
from backend.core.errors import InvalidInput, Refused
from backend.events.service import record
from backend.events.types import NodeRef
from backend.messages.gateways import has_way
from backend.messages.kinds import Channel, Purpose
from backend.messages.service import message_queue
from backend.portal.logins import Login, Person, login_make, login_of, person

NOTHING_SET_ASIDE = Reach()
NO_ADDRESS = "There is no e-mail address on record. Add one first."


async def registration_mail(actor: Actor, *, customer_id: int) -> int | None:
    """Mail a new customer the way to their record, inside the running unit of work; the message's id.

    None where nothing is sent: no address, one that a colleague signs in with, or a wish against it.
    Whoever was not mailed gets in by asking for a password on the sign-in page.
    """
    party = NodeRef("Customer", customer_id)
    who = await person(actor.account_id, party)
    if not who.email or not await address_is_free(actor.account_id, who.email):
        return None
    if await barrier_of(actor, party, channel=ReachChannel.EMAIL, address=_normal(who.email)):
        return None
    login = await login_make(actor, who, who.email)
    return await _mail(actor, who, login, "registration")


async def password_mail(actor: Actor, *, customer_id: int, override_reason: str = "") -> int:
    """Mail a customer a way to set their password, from their record; the message's id (R033).

    Whoever has never had one gets the registration mail. Older links end.
    """
    actor.demand(Permission.CUSTOMER_INVITE)
    party = NodeRef("Customer", customer_id)
    async with writing(actor.account_id):
        who = await person(actor.account_id, party)
        if who.deleted:
            raise Refused("This customer is deleted. Restore them first.")
        login = await login_of(actor.account_id, party)
        address = login.email if login else who.email
        if not address:
            raise Refused(NO_ADDRESS)
        reach = await _demand(actor, party, address, override_reason)
        login = login or await login_make(actor, who, address)
        template = "registration" if login.fresh else "reset"
        return await _mail(actor, who, login, template, reach=reach)


async def contact_login(
    actor: Actor, *, contact_id: int, email: str, override_reason: str = ""
) -> int:
    """Make a login without any role for a contact, tie it, mail the invitation; the user's id (R020).

    A contact who has one gets the invitation again, at the login's own address.
    """
    actor.demand(Permission.CUSTOMER_INVITE)
    party = NodeRef("Contact", contact_id)
    async with writing(actor.account_id):
        who = await person(actor.account_id, party)
        if who.deleted:
            raise Refused("This contact is deleted. Restore them first.")
        login = await login_of(actor.account_id, party)
        if login is None and not email.strip():
            raise InvalidInput("Type the address they are to sign in with.", ("email",))
        address = login.email if login else email
        reach = await _demand(actor, party, address, override_reason)
        login = login or await login_make(actor, who, address)
        await _mail(actor, who, login, "invitation", reach=reach)
    return login.user_id


async def asked_mail(actor: Actor, who: Person, login: Login) -> int:
    """The mail somebody asked for on the sign-in page, inside the running unit of work."""
    template = "registration" if login.fresh else "reset"
    return await _mail(actor, who, login, template, purpose=Purpose.ASKED)


async def mail_leaves(actor: Actor) -> bool:
    """Whether mails of this account go anywhere but to the Outbox page."""
    return await has_way(actor.account_id, Channel.EMAIL)


async def _demand(actor: Actor, party: NodeRef, address: str, override_reason: str) -> Reach:
    return await demand_reachable(
        actor,
        party=party,
        channel=ReachChannel.EMAIL,
        override_reason=override_reason,
        address=_normal(address),
    )


async def _mail(
    actor: Actor,
    who: Person,
    login: Login,
    template: str,
    *,
    purpose: Purpose = Purpose.SERVICE,
    reach: Reach = NOTHING_SET_ASIDE,
) -> int:
    message_id = await message_queue(
        actor,
        channel=Channel.EMAIL,
        party=who.party,
        address=login.email,
        purpose=purpose,
        template=template,
        language=who.language,
        addressee_id=login.user_id,
        override_reason=reach.override_reason,
    )
    if reach.facts:
        await record(actor, reach.facts)
    return message_id


def _normal(address: str) -> str:
    read = try_email(address)
    return read.normalised if read else ""
