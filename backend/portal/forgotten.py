"""Asking for a new password on the sign-in page: one answer for everybody, whoever the address is of.

A stranger learns nothing from the answer, nor from how long it takes; a flood sends no more mails than
the limits let through, and its tries are counted whether the address is known or not.
"""

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import Any

from backend.accounts import limits
from backend.accounts.actor import Actor
from backend.accounts.clients import Caller
from backend.accounts.fields import address_key
from backend.accounts.users import address_is_free, mail_facts
from backend.contact_points.emails import try_email
from backend.core.database import call_definer, writing
from backend.core.errors import InvalidInput, NotFound, Refused
from backend.events.types import NodeRef
from backend.messages.kinds import Channel, Purpose
from backend.messages.service import message_queue
from backend.portal.inviting import asked_mail
from backend.portal.logins import login_make, login_of, person

FLOOR_SECONDS = 0.6
"""Every answer takes at least as long: queueing a mail takes a tenth of it, knowing nobody less."""

RESET_FOR = limits.Limit("reset for", 3, 3600)
"""Mails to one address in an hour, asked for by whomever."""
RESET_FROM = limits.Limit("reset from", 20, 3600)
"""Askings from one address of the network in an hour; an office shares one."""

log = logging.getLogger("kith.portal")

KNOWN = "SELECT account_id, user_id, customer_id, contact_id FROM who_asks_for_password($1, $2)"


async def password_forgotten(caller: Caller, *, email: str) -> None:
    """Mail a way to set a new password to whoever has this address; RateLimited where it is too often."""
    began = time.monotonic()
    key = address_key(email)
    await limits.spend(RESET_FROM, limits.network_of(caller.address))
    await limits.spend(RESET_FOR, key)
    read = try_email(email)
    for row in await call_definer(KNOWN, key, read.normalised if read else ""):
        try:
            await _mail(row, email)
        except (InvalidInput, NotFound, Refused) as problem:
            # Deleted, barred or given to somebody else this very moment; not for the asker to know.
            log.info("no mail for a forgotten password: %s", problem.message)
    await asyncio.sleep(max(0.0, FLOOR_SECONDS - (time.monotonic() - began)))


async def _mail(row: Mapping[str, Any], email: str) -> None:
    actor = Actor(row["account_id"], None, via="portal")
    kind, pk = (
        ("Customer", row["customer_id"]) if row["customer_id"] else ("Contact", row["contact_id"])
    )
    async with writing(actor.account_id):
        if pk is None:
            await _to_colleague(actor, row["user_id"])
            return
        party = NodeRef(kind, pk)
        who = await person(actor.account_id, party)
        login = await login_of(actor.account_id, party)
        if login is None:
            # Whoever was registered without a mail: their main address is their way in (R039).
            if not await address_is_free(actor.account_id, email):
                return
            login = await login_make(actor, who, who.email)
        await asked_mail(actor, who, login)


async def _to_colleague(actor: Actor, user_id: int) -> None:
    user = await mail_facts(actor.account_id, user_id)
    await message_queue(
        actor,
        channel=Channel.EMAIL,
        address=user["email"],
        purpose=Purpose.ASKED,
        template="reset",
        language=user["language"],
        addressee_id=user_id,
    )
