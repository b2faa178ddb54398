"""The operations these tests ask with, and short ways to ask them."""

from typing import Any

from tests.client import Client

PROBLEM = "... on Problem { code message path } ... on InvalidInput { fields { path message } }"
TAKEN = "... on Taken { ownerDeleted masked label owner { id displayName } }"
CONFLICT = """... on VersionConflict {
  conflicts { field yours theirs by { name } } current { id } }"""
PHONE = "id label typed e164 extension type validity main version owner { id displayName }"
EMAIL = "id label address main locked optedOut version owner { id }"
ADDRESS = """id label use since until version sharedWith lines owner { id }
  location { id country street city region postalCode notes doubtful version sharedBy { id } }"""

CUSTOMER_CREATE = """mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) {
  __typename ... on CustomerSaved { customer { id phones { id } emails { id } } } %s } }"""
CUSTOMER = """query ($id: ID!) { customer(id: $id) {
  phones { %s } emails { %s } addresses { %s } modified { by { name } } } }"""

_SAVED = {"phone": ("PhoneSaved", PHONE), "email": ("EmailSaved", EMAIL)}
_SAVED["address"] = ("AddressSaved", ADDRESS)


def _change(word: str, action: str, id: str, extra: str) -> str:
    saved, fields = _SAVED[word]
    extra += "" if word == "address" else TAKEN
    return f"""mutation (${id}: ID!, $input: {word.title()}{action}Input!) {{
      {word}{action}({id}: ${id}, input: $input) {{
        __typename ... on {saved} {{ {word} {{ {fields} }} }} {PROBLEM} {extra} }} }}"""


async def add(client: Client, word: str, party: str, **fields: Any) -> dict[str, Any]:
    """The answer to phoneAdd, emailAdd or addressAdd."""
    answer = await client.ask(_change(word, "Add", "party", ""), party=party, input=fields)
    return dict(answer[f"{word}Add"])


async def update(client: Client, word: str, id: str, **fields: Any) -> dict[str, Any]:
    """The answer to phoneUpdate, emailUpdate or addressUpdate."""
    answer = await client.ask(_change(word, "Update", "id", CONFLICT), id=id, input=fields)
    return dict(answer[f"{word}Update"])


async def remove(client: Client, word: str, id: str) -> dict[str, Any]:
    """The answer to phoneRemove, emailRemove or addressRemove."""
    document = f"""mutation ($id: ID!) {{ {word}Remove(id: $id) {{
      __typename ... on ContactPointRemoved {{ id party {{ id }} }} {PROBLEM} }} }}"""
    return dict((await client.ask(document, id=id))[f"{word}Remove"])


async def customer(client: Client, **fields: Any) -> str:
    """The id of a new customer, a valid one by default."""
    answer = await client.ask(CUSTOMER_CREATE % PROBLEM, input={"firstName": "Piotr", **fields})
    made = answer["customerCreate"]
    assert made["__typename"] == "CustomerSaved", made
    return str(made["customer"]["id"])


async def reach(client: Client, id: str) -> dict[str, Any]:
    """Everything that reaches a customer."""
    return dict((await client.ask(CUSTOMER % (PHONE, EMAIL, ADDRESS), id=id))["customer"])
