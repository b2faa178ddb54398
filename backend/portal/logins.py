"""The login of a customer or contact: a user without any role, tied to one record (R020, R039)."""

from dataclasses import dataclass
from typing import Any

from backend.accounts import users
from backend.accounts.actor import Actor
from backend.accounts.fields import USER
from backend.contact_points.parties import KINDS
from backend.core import database
from backend.core.changes import created
from backend.core.errors import NotFound, Refused
from backend.core.forms import checked
from backend.core.names import display_name
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

PERSON = """
SELECT p.first_name, p.middle_name, p.last_name, p.language, p.deleted_at, {blocked} AS blocked,
       a.language AS account_language,
       (SELECT e.typed FROM email_address e
         WHERE e.account_id = p.account_id AND e.{column} = p.id AND e.main LIMIT 1) AS email
  FROM {table} p JOIN account a ON a.id = p.account_id
 WHERE p.account_id = $1 AND p.id = $2 FOR NO KEY UPDATE OF p
"""
LOGIN = """
SELECT id, email, active, password_hash IS NOT NULL AS has_password FROM app_user
 WHERE account_id = $1 AND {column} = $2 ORDER BY id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Person:
    """A customer or contact as far as a login needs to know; `email` is their main address, or empty."""

    party: NodeRef
    name: str
    email: str
    language: str
    blocked: bool
    deleted: bool


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody's way in; `fresh`: they have never set a password."""

    user_id: int
    email: str
    fresh: bool


async def person(account_id: int, party: NodeRef) -> Person:
    """The person of a record, their row locked until the running unit of work ends."""
    kind = KINDS[party.kind]
    blocked = "p.blocked" if party.kind == "Customer" else "false"
    sql = PERSON.format(table=kind.table, column=kind.column, blocked=blocked)
    rows = await database.execute(sql, account_id, party.id)
    if not rows:
        raise NotFound(f"There is no such {party.kind.lower()}.")
    row = rows[0]
    return Person(
        party,
        display_name(row["first_name"], row["middle_name"], row["last_name"], row["language"]),
        row["email"] or "",
        row["language"] or row["account_language"],
        row["blocked"],
        row["deleted_at"] is not None,
    )


async def login_of(account_id: int, party: NodeRef) -> Login | None:
    """The login of a record, None where there is none; one that is barred is Refused."""
    sql = LOGIN.format(column=KINDS[party.kind].column)
    rows = await database.execute(sql, account_id, party.id)
    if not rows:
        return None
    if not rows[0]["active"]:
        raise Refused("Their login is barred. Let them in again under Settings, Users, first.")
    return Login(rows[0]["id"], rows[0]["email"], fresh=not rows[0]["has_password"])


async def login_make(actor: Actor, who: Person, email: str) -> Login:
    """A login for this person, inside the running unit of work; an address in use is InvalidInput."""
    values: dict[str, Any] = checked(USER, {"email": email, "name": who.name, "roles": []})
    values[KINDS[who.party.kind].column] = who.party.id
    user = await users.insert(actor.account_id, values)
    made = Fact(EventType.USER_CREATED, users.ref(user.id), created(user, values))
    await record(actor, [made])
    return Login(user.id, user.email, fresh=True)
