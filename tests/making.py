"""Records for tests, made as a client makes them; valid by default."""

from typing import Any

from tests.client import Client

CREATE = """
mutation ($input: %(kind)sCreateInput!) {
  %(field)sCreate(input: $input) {
    __typename
    ... on %(kind)sSaved { %(field)s { id version } }
    ... on Problem { code message path }
  }
}
"""


async def make(client: Client, kind: str, fields: dict[str, Any]) -> str:
    """A record of this kind with these fields; its id."""
    query = CREATE % {"kind": kind, "field": kind.lower()}
    answer = (await client.ask(query, input=fields))[f"{kind.lower()}Create"]
    assert answer["__typename"] == f"{kind}Saved", answer
    made: str = answer[kind.lower()]["id"]
    return made


async def customer(client: Client, **fields: Any) -> str:
    """A customer's id."""
    return await make(client, "Customer", {"firstName": "Zofia", **fields})


async def contact(client: Client, **fields: Any) -> str:
    """A contact's id."""
    return await make(client, "Contact", {"firstName": "Ewa", "lastName": "Rutkowska", **fields})


async def company(client: Client, **fields: Any) -> str:
    """A company's id."""
    return await make(client, "Company", {"name": "Bałtyk Gastro", **fields})


async def project(client: Client, **fields: Any) -> str:
    """A project's id."""
    return await make(client, "Project", {"name": "Tri-City rollout", **fields})
