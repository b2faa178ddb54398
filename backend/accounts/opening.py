"""What only whoever runs the server may do: open the first account, act without signing in."""

from dataclasses import dataclass

from backend.accounts import passwords
from backend.accounts.actor import Actor
from backend.accounts.fields import address_key
from backend.accounts.links import Purpose, link_make
from backend.accounts.models import Account, User
from backend.accounts.permissions import Permission, granted
from backend.accounts.sessions import end_all
from backend.core.database import call_definer, fetchrow, writing
from backend.core.errors import NotFound, Refused

FIRST = "SELECT first_account($1, $2, $3, $4, $5) AS id"
WHOSE = """
SELECT u.roles, a.region, a.language FROM app_user u JOIN account a ON a.id = u.account_id
 WHERE u.account_id = $1 AND u.id = $2
"""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a first account begins with; all of it can be changed in the web app."""

    name: str = "My organisation"
    region: str = "GB"
    language: str = "en"
    currency: str = "EUR"
    time_zone: str = "UTC"


async def open_first(beginning: Beginning) -> int | None:
    """Open the first account of an empty database, with one store; None where there is one."""
    rows = await call_definer(
        FIRST,
        beginning.name,
        beginning.region,
        beginning.language,
        beginning.currency,
        beginning.time_zone,
    )
    return int(rows[0]["id"]) if rows[0]["id"] is not None else None


async def first_admin_secrets() -> list[str]:
    """Make a link for each account that nobody administers; the secrets, older ones ending."""
    secrets = []
    for row in await call_definer("SELECT accounts_without_admin() AS id"):
        async with writing(row["id"]):
            secrets.append(await link_make(row["id"], Purpose.FIRST_ADMIN))
    return secrets


async def operator(account_id: int) -> Actor:
    """Whoever runs the server, in one account: may everything, is no user."""
    async with writing(account_id):
        account = await Account.get(id=account_id)
    return Actor(account_id, None, frozenset(Permission), "cli", account.region, account.language)


async def acting_as(email: str, account: str | None = None) -> Actor:
    """The user of an address, with their own rights; `account` chooses where they are in several.

    Raises NotFound for an address nobody has, Refused where it has to be said which account.
    """
    rows = await call_definer("SELECT * FROM users_of_address($1)", address_key(email))
    if account is not None:
        rows = [row for row in rows if row["account_name"] == account]
    if not rows:
        raise NotFound(f"Nobody signs in with {email}.")
    if len(rows) > 1:
        names = ", ".join(sorted(row["account_name"] for row in rows))
        raise Refused(f"{email} is in several accounts: {names}. Say which with --account.")
    found = await fetchrow(rows[0]["account_id"], WHOSE, rows[0]["account_id"], rows[0]["user_id"])
    if found is None:
        raise NotFound(f"Nobody signs in with {email}.")
    return Actor(
        rows[0]["account_id"],
        rows[0]["user_id"],
        granted(found["roles"], None),
        "cli",
        found["region"],
        found["language"],
    )


async def password_of(actor: Actor, password: str) -> None:
    """Let a user sign in with this password; unless it is theirs already, all sign-ins end."""
    async with writing(actor.account_id):
        user = await User.get(id=actor.user_id)
    if await passwords.matches(password, user.password_hash):
        return
    kept = await passwords.hashed(passwords.accepted(password, email=user.email))
    async with writing(actor.account_id):
        await User.filter(id=user.id).update(password_hash=kept)
        await end_all(actor.account_id, user.id)
