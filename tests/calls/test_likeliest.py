"""Who is likeliest at a number that several have: whoever was spoken with last (R080)."""

from backend.calls.matching import OtherEnd, match_parties
from backend.core.database import writing
from schema.relay import global_id, read_id
from tests import making
from tests.calls.past import Past
from tests.client import Client

DESK = "+48585550112"
PARTIES = """
query ($id: ID!) { node(id: $id) { ... on Call { parties { id
  ... on Customer { lastSpoken { id } } ... on Contact { lastSpoken { id } } ... on Company { lastSpoken { id } }
} } } }
"""


async def rings(past: Past, client: Client) -> list[tuple[str, str | None]]:
    """The parties of a call from the desk, in order, and their last calls."""
    call = await past.call(DESK, 60, "missed")
    async with writing(past.world.account_id):
        await match_parties(past.world.account_id, call, OtherEnd(DESK, DESK))
    found = (await client.ask(PARTIES, id=global_id("Call", call)))["node"]["parties"]
    return [(one["id"], (one["lastSpoken"] or {}).get("id")) for one in found]


async def at_the_desk(client: Client) -> tuple[str, str, str, str]:
    """A company, two contacts and a customer who share a number, in the order of their making."""
    company = await making.company(client, phone=DESK)
    jan = await making.contact(client, firstName="Jan", workPhone=DESK)
    ewa = await making.contact(client, workPhone=DESK)
    marta = await making.customer(client, fixedPhone=DESK)
    return company, jan, ewa, marta


async def test_whoever_was_spoken_with_last_comes_first(past: Past, sales: Client) -> None:
    company, jan, ewa, marta = await at_the_desk(sales)
    before = await past.call("+48601000001", 0, "completed", contact_id=read_id(jan)[1])
    last = await past.call("+48601000002", 5, "completed", contact_id=read_id(ewa)[1])
    assert await rings(past, sales) == [
        (ewa, global_id("Call", last)),
        (jan, global_id("Call", before)),
        (marta, None),
        (company, None),
    ]


async def test_nobody_is_likelier_by_a_call_that_was_not_talked_or_that_others_may_have_had(
    past: Past, sales: Client
) -> None:
    company, jan, ewa, marta = await at_the_desk(sales)
    await past.call(DESK, 0, "missed", contact_id=read_id(ewa)[1])
    await past.call(
        DESK, 5, "completed", contact_id=read_id(ewa)[1], company_id=read_id(company)[1]
    )
    assert await rings(past, sales) == [(marta, None), (jan, None), (ewa, None), (company, None)]
