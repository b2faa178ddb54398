"""Searching as a client does, for the tests of this room."""

from typing import Any

import asyncpg

from schema.relay import read_id
from tests.client import Client
from tests.world import World

SEARCH = """
query ($text: String!, $first: Int! = 20, $kinds: [SearchKind!]) {
  search(text: $text, first: $first, kinds: $kinds) {
    hits {
      kind
      node {
        id
        ... on Customer { displayName deletedAt phones { e164 } }
        ... on Contact { displayName phones { e164 } }
        ... on Company { name }
        ... on Project { name }
      }
      matched { field text label how ranges { start end } slips { start end } }
    }
    totalCount totalCountIsExact kinds { kind count } corrected
  }
}
"""


async def search(client: Client, text: str, **variables: Any) -> dict[str, Any]:
    """The whole answer to a text."""
    found: dict[str, Any] = (await client.ask(SEARCH, text=text, **variables))["search"]
    return found


async def names(client: Client, text: str, **variables: Any) -> list[str]:
    """The names of the hits, in their order."""
    found = await search(client, text, **variables)
    return [hit["node"].get("displayName") or hit["node"]["name"] for hit in found["hits"]]


async def why(client: Client, text: str) -> tuple[str, str, list[str]]:
    """Field, how, and the parts that are lit of the first match of the first hit."""
    hit = (await search(client, text))["hits"][0]["matched"][0]
    return hit["field"], hit["how"], lit(hit["text"], hit["ranges"])


def lit(text: str, ranges: list[dict[str, int]]) -> list[str]:
    """The parts of a text that ranges point at, cut as JavaScript would."""
    units = text.encode("utf-16-le")
    return [units[2 * r["start"] : 2 * r["end"]].decode("utf-16-le") for r in ranges]


async def belong(owner: asyncpg.Connection, world: World, customer: str, company: str) -> None:
    """Make a customer belong to a company, by whatever means other than a service."""
    await owner.execute(
        "INSERT INTO affiliation (account_id, customer_id, company_id, role, main)"
        " VALUES ($1, $2, $3, '', false)",
        world.account_id,
        read_id(customer)[1],
        read_id(company)[1],
    )
