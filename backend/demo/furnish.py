"""Opens the demonstration's account: its users, stores, groups, line and own fields, then its people."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime

import asyncpg

from backend.accounts import groups, stores
from backend.accounts.actor import Actor
from backend.accounts.opening import Beginning, acting_as, open_first, operator
from backend.accounts.users import user_create
from backend.calls.lines import line_create
from backend.core.database import fetch, fetchval
from backend.core.errors import NotFound, Refused
from backend.demo import own, texts
from backend.demo.filling import Furniture
from backend.demo.load import load
from backend.demo.world import invent

ADMIN = texts.USERS[0][1]
BEGINNING = Beginning(texts.ACCOUNT, "GB", "en", "EUR", "Europe/London")
LINE = "Main line"
LINE_NUMBER = "+442079460000"


async def furnish(owner_url: str, customers: int) -> Actor:
    """Fill an empty database with the demonstration; return its administrator.

    One that was filled before is left as people have made it, one whose filling was cut short is
    filled. Raises Refused where the database holds an account that is not the demonstration.
    """
    account_id = await open_first(BEGINNING)
    if account_id is None:
        account_id = await _opened_before()
    whole = await operator(account_id)
    users = await _each(whole, _users, [email for _, email, _ in texts.USERS], _user)
    if not await fetchval(account_id, "SELECT EXISTS (SELECT FROM customer)"):
        furniture = Furniture(
            account_id=account_id,
            users=users,
            groups=await _each(whole, groups.groups, [name for name, _ in texts.GROUPS], _group),
            stores=await _each(whole, stores.stores, list(texts.STORES), _store),
            line_id=(await _each(whole, _lines, [LINE], _line))[0],
            line_number=LINE_NUMBER,
            fields=await own.defined(whole),
        )
        now = datetime.now(UTC)
        await load(owner_url, invent(customers, now), furniture, now)
    return await acting_as(ADMIN)


async def _opened_before() -> int:
    try:
        return (await acting_as(ADMIN)).account_id
    except NotFound:
        raise Refused(
            "This database holds an account that is not the demonstration. "
            "Give the demonstration a folder of its own with --data-dir."
        ) from None


async def _each(
    whole: Actor,
    known: Callable[[int], Awaitable[Sequence[asyncpg.Record]]],
    names: Sequence[str],
    make: Callable[[Actor, str], Awaitable[int]],
) -> list[int]:
    """Return the ids behind names, in their order; what an earlier try has not made is made."""
    there: Mapping[str, int] = {r["name"]: r["id"] for r in await known(whole.account_id)}
    return [there[name] if name in there else await make(whole, name) for name in names]


async def _users(account_id: int) -> Sequence[asyncpg.Record]:
    return await fetch(account_id, "SELECT id, email AS name FROM app_user")


async def _lines(account_id: int) -> Sequence[asyncpg.Record]:
    return await fetch(account_id, "SELECT id, name FROM call_line")


async def _user(whole: Actor, email: str) -> int:
    name, _, role = next(user for user in texts.USERS if user[1] == email)
    fields = {"email": email, "name": name, "roles": [role]}
    return (await user_create(whole, fields=fields))[0]


async def _group(whole: Actor, name: str) -> int:
    return await groups.group_create(
        whole, fields={"name": name, "discount": dict(texts.GROUPS)[name]}
    )


async def _store(whole: Actor, name: str) -> int:
    return await stores.store_create(whole, fields={"name": name})


async def _line(whole: Actor, name: str) -> int:
    return (await line_create(whole, name=name, region="GB", simulator=True))[0]
