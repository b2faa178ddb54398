"""Signing in with e-mail and password: the same answer, in the same time, whoever knocks."""

from dataclasses import dataclass

from backend.accounts import limits, passwords
from backend.accounts.actor import Actor
from backend.accounts.authentication import authenticate
from backend.accounts.clients import Caller
from backend.accounts.fields import address_key
from backend.accounts.sessions import Opened, session_open, sign_out
from backend.core import database
from backend.core.database import call_definer, writing
from backend.core.errors import NotAllowed

WRONG = "This e-mail and this password do not go together."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The actor of a new session, and the secret that stands for it."""

    actor: Actor
    session: Opened


async def sign_in(
    caller: Caller,
    *,
    email: str,
    password: str,
    app: bool = False,
    remember: bool = True,
    before: Actor | None = None,
) -> SignedIn:
    """Open a session. `app`: for a program that keeps its own token; `before`: who was signed in.

    Raises NotAllowed where e-mail and password do not go together, for whatever reason, and
    RateLimited after too many such tries, before the password is looked at.
    """
    address, network = address_key(email), limits.network_of(caller.address)
    await limits.spend(limits.SIGN_IN_FROM, network)
    await limits.spend(limits.SIGN_IN_AS, address)
    account_id, user_id, stored = await _verified(address, password)
    await limits.give_back(limits.SIGN_IN_FROM, network)
    await limits.give_back(limits.SIGN_IN_AS, address)
    if before is not None:
        await sign_out(before)
    renewed = await passwords.hashed(password) if passwords.outdated(stored) else stored
    async with writing(account_id):
        if renewed != stored:
            await database.execute(
                "UPDATE app_user SET password_hash = $3"
                " WHERE account_id = $1 AND id = $2 AND password_hash = $4",
                account_id,
                user_id,
                renewed,
                stored,
            )
        opened = await session_open(
            account_id, user_id, caller, via="app" if app else "web", remember=remember
        )
    return await entered(opened)


async def entered(opened: Opened) -> SignedIn:
    """The actor of a session just opened; NotAllowed where the user was barred this very moment."""
    actor = await authenticate(opened.secret)
    if actor is None:
        raise NotAllowed(WRONG)
    return SignedIn(actor, opened)


async def _verified(address: str, password: str) -> tuple[int, int, str]:
    """Account, user and stored hash of the one whose password it is; NotAllowed otherwise."""
    rows = await call_definer("SELECT * FROM users_to_sign_in($1)", address)
    for row in sorted(rows, key=lambda found: found["user_id"]):
        if await passwords.matches(password, row["password_hash"]):
            return row["account_id"], row["user_id"], row["password_hash"]
    if not rows:
        await passwords.matches(password, None)
    raise NotAllowed(WRONG)
