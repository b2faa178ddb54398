"""The account's own settings."""

from collections.abc import Mapping
from typing import Any

from backend.accounts.actor import Actor
from backend.accounts.fields import ACCOUNT
from backend.accounts.models import Account
from backend.accounts.permissions import Permission
from backend.core.changes import changes_of
from backend.core.database import writing
from backend.core.forms import checked
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef


async def account_update(actor: Actor, *, fields: Mapping[str, Any]) -> None:
    """Change the account's name, region, language, currency, zone or rules."""
    actor.demand(Permission.ACCOUNT_MANAGE)
    values = checked(ACCOUNT, fields)
    async with writing(actor.account_id):
        account = await Account.filter(id=actor.account_id).select_for_update().get()
        changes = changes_of(account, values)
        if not changes:
            return
        await account.update_from_dict(values).save(update_fields=list(changes))
        node = NodeRef("Account", actor.account_id)
        await record(actor, [Fact(EventType.ACCOUNT_UPDATED, node, changes)])
