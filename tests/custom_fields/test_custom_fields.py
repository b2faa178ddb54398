"""The account's own fields: defined, written, refused, retired, found in lists (R051, R058)."""

from typing import Any

import pytest

from tests import making
from tests.client import Client

FIELD = "customField { id key label type choices mandatory position active kind }"
DEFINE = f"""
mutation ($input: CustomFieldCreateInput!) {{
  done: customFieldCreate(input: $input) {{
    __typename ... on CustomFieldSaved {{ {FIELD} }} ... on Problem {{ code message path }} }} }}
"""
CHANGE = f"""
mutation ($id: ID!, $input: CustomFieldUpdateInput!) {{
  done: customFieldUpdate(id: $id, input: $input) {{
    __typename ... on CustomFieldSaved {{ {FIELD} }} ... on Problem {{ code message path }} }} }}
"""
RETIRE = f"""
mutation ($id: ID!) {{ done: customFieldArchive(id: $id) {{
  __typename ... on CustomFieldSaved {{ {FIELD} }} }} }}
"""
RESTORE = RETIRE.replace("Archive", "Restore")
VALUES = "... on CustomFieldHolder { customFields { value field { key } } }"
READ = f"query ($id: ID!) {{ node(id: $id) {{ id {VALUES} }} }}"
WRITE = """
mutation ($id: ID!, $input: %(kind)sUpdateInput!) {
  done: %(field)sUpdate(id: $id, input: $input) {
    __typename
    ... on %(kind)sSaved { %(field)s { version customFields { value field { key } } } }
    ... on Problem { code message path }
    ... on InvalidInput { fields { path message } }
    ... on VersionConflict { conflicts { field yours theirs } } } }
"""
LIST = """
query ($asked: [CustomFieldFilter!]) {
  customers(filter: {customFields: $asked}) { nodes { firstName } totalCount } }
"""
HISTORY = """
query ($id: ID!) { customer(id: $id) { history { nodes { type changes { field from to } } } } }
"""


async def define(client: Client, label: str, type: str = "TEXT", **more: Any) -> dict[str, Any]:
    """A field, of customers unless said, whatever the answer."""
    given = {"kind": "CUSTOMER", "label": label, "type": type, **more}
    return (await client.ask(DEFINE, input=given))["done"]


async def key_of(client: Client, label: str, type: str = "TEXT", **more: Any) -> str:
    """The key of a field just defined."""
    return (await define(client, label, type, **more))["customField"]["key"]


async def write(
    client: Client, kind: str, pk: str, version: int | None = None, **own: str | None
) -> dict[str, Any]:
    """Own fields of a record written, whatever the answer."""
    values = [{"key": key.replace("_", "-"), "value": value} for key, value in own.items()]
    query = WRITE % {"kind": kind, "field": kind.lower()}
    given = {"customFields": values, "version": version}
    return (await client.ask(query, id=pk, input=given))["done"]


async def values(client: Client, pk: str) -> dict[str, str | None]:
    """What a record says in its own fields."""
    found = (await client.ask(READ, id=pk))["node"]["customFields"]
    return {one["field"]["key"]: one["value"] for one in found}


async def test_a_key_says_what_a_field_is_and_is_given_once(admin: Client) -> None:
    assert await key_of(admin, "Schuhgröße (EU)") == "schuhgrosse-eu"
    assert (await define(admin, "schuhgrosse  (EU)"))["message"] == "Another field has this name."
    assert await key_of(admin, "Schuhgröße, EU") == "schuhgrosse-eu-2"
    assert await key_of(admin, "尺寸") == "field"


async def test_only_an_admin_defines_fields(sales: Client) -> None:
    assert (await define(sales, "Shoe size"))["__typename"] == "NotAllowed"


async def test_a_choice_needs_entries_and_nothing_else_has_any(admin: Client) -> None:
    assert (await define(admin, "Tier", "CHOICE"))["path"] == ["choices"]
    assert (await define(admin, "Tier", "TEXT", choices=["Gold"]))["path"] == ["choices"]
    made = await define(admin, "Tier", "CHOICE", choices=["Gold", " Silver ", "gold"])
    assert made["customField"]["choices"] == ["Gold", "Silver"]


@pytest.mark.parametrize("kind", ["Customer", "Contact", "Company", "Project"])
async def test_every_kind_of_record_takes_fields_of_its_own(admin: Client, kind: str) -> None:
    await key_of(admin, "Berth", kind=kind.upper())
    make = getattr(making, kind.lower())
    pk = await make(admin, customFields=[{"key": "berth", "value": "  B 12 "}])
    assert await values(admin, pk) == {"berth": "B 12"}
    done = await write(admin, kind, pk, berth=None)
    assert done[kind.lower()]["customFields"] == [{"value": None, "field": {"key": "berth"}}]


@pytest.mark.parametrize(
    ("type", "given", "kept"),
    [
        ("TEXT", "Łódź", "Łódź"),
        ("NUMBER", "12,50", "12.5"),
        ("NUMBER", "-0", "0"),
        ("NUMBER", "999999999999999", "999999999999999"),
        ("DATE", "2026-02-28", "2026-02-28"),
        ("CHOICE", "gold", "Gold"),
        ("YES_NO", "yes", "true"),
        ("YES_NO", "false", "false"),
        ("LINK", "kith.example/a", "https://kith.example/a"),
    ],
)
async def test_a_value_is_kept_in_the_form_of_its_type(
    admin: Client, type: str, given: str, kept: str
) -> None:
    choices = {"choices": ["Gold", "Silver"]} if type == "CHOICE" else {}
    await key_of(admin, "Own", type, **choices)
    pk = await making.customer(admin, customFields=[{"key": "own", "value": given}])
    assert await values(admin, pk) == {"own": kept}


@pytest.mark.parametrize(
    ("type", "given", "says"),
    [
        ("TEXT", "x" * 301, "Up to 300 characters fit here; this has 301."),
        ("NUMBER", "twelve", "“twelve” is not a number."),
        ("NUMBER", "NaN", "“NaN” is not a number."),
        ("NUMBER", "1234567890123456", "A number has up to 15 digits."),
        ("NUMBER", "1e400", "A number has up to 15 digits."),
        ("DATE", "2026-02-30", "“2026-02-30” is not a date: year, month, day."),
        ("CHOICE", "Bronze", "“Bronze” is none of Gold, Silver."),
        ("YES_NO", "perhaps", "“perhaps” is neither yes nor no."),
        ("LINK", "javascript:alert(1)", "“javascript:alert(1)” is not a web address."),
    ],
)
async def test_what_is_not_of_the_type_is_refused_beside_its_field(
    admin: Client, type: str, given: str, says: str
) -> None:
    choices = {"choices": ["Gold", "Silver"]} if type == "CHOICE" else {}
    await key_of(admin, "Own one", type, **choices)
    pk = await making.customer(admin)
    refused = await write(admin, "Customer", pk, own_one=given)
    assert refused["fields"] == [{"path": ["customFields", "own-one"], "message": says}]
    assert await values(admin, pk) == {"own-one": None}


async def test_every_wrong_field_is_named_at_once(admin: Client) -> None:
    await key_of(admin, "Size", "NUMBER")
    pk = await making.customer(admin)
    refused = await write(admin, "Customer", pk, size="x", colour="red")
    assert [one["path"][1] for one in refused["fields"]] == ["size", "colour"]
    assert refused["fields"][1]["message"] == "There is no field “colour” here."


async def test_a_mandatory_field_is_needed_from_the_start(admin: Client) -> None:
    await key_of(admin, "Tax office", mandatory=True)
    query = making.CREATE % {"kind": "Customer", "field": "customer"}
    refused = (await admin.ask(query, input={"firstName": "Zofia"}))["customerCreate"]
    assert refused["path"] == ["customFields", "tax-office"]
    assert refused["message"] == "“Tax office” is needed."
    own = [{"key": "tax-office", "value": "Gdynia I"}]
    pk = await making.customer(admin, customFields=own)
    assert (await write(admin, "Customer", pk, tax_office=""))["code"] == "INVALID_INPUT"


async def test_a_retired_field_keeps_its_values(admin: Client) -> None:
    made = (await define(admin, "Locker"))["customField"]
    pk = await making.customer(admin, customFields=[{"key": "locker", "value": "7"}])
    other = await making.customer(admin)
    assert (await admin.ask(RETIRE, id=made["id"]))["done"]["customField"]["active"] is False
    assert await values(admin, pk) == {"locker": "7"}
    assert await values(admin, other) == {}
    assert (await write(admin, "Customer", pk, locker="8"))["code"] == "INVALID_INPUT"
    await admin.ask(RESTORE, id=made["id"])
    assert await values(admin, other) == {"locker": None}


async def test_a_change_is_in_the_history_field_by_field(admin: Client) -> None:
    await key_of(admin, "Size", "NUMBER")
    pk = await making.customer(admin)
    await write(admin, "Customer", pk, size="42")
    newest = (await admin.ask(HISTORY, id=pk))["customer"]["history"]["nodes"][0]
    assert newest["type"] == "customer.updated"
    assert {"field": "custom.size", "from": None, "to": "42"} in newest["changes"]


async def test_two_writers_collide_only_on_the_same_field(admin: Client, sales: Client) -> None:
    await key_of(admin, "Size", "NUMBER")
    await key_of(admin, "Colour")
    pk = await making.customer(admin)
    await write(sales, "Customer", pk, version=1, size="42")
    merged = await write(admin, "Customer", pk, version=1, colour="red")
    assert merged["__typename"] == "CustomerSaved"
    clash = await write(admin, "Customer", pk, version=1, size="41")
    assert clash["conflicts"] == [{"field": "custom.size", "yours": "41", "theirs": "42"}]
    assert await values(admin, pk) == {"size": "42", "colour": "red"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"key": "tier", "equals": "gold"}, ["Ada", "Cem"]),
        ({"key": "size", "least": "41"}, ["Bo", "Cem"]),
        ({"key": "size", "least": "40", "most": "41.4"}, ["Ada"]),
        ({"key": "note", "contains": "WIND"}, ["Bo"]),
        ({"key": "since", "most": "2020-12-31"}, ["Ada"]),
        ({"key": "member", "equals": "no"}, ["Bo"]),
    ],
)
async def test_a_list_is_narrowed_by_own_fields(
    admin: Client, asked: dict[str, str], found: list[str]
) -> None:
    await key_of(admin, "Tier", "CHOICE", choices=["Gold", "Silver"])
    for label, type in (("Size", "NUMBER"), ("Note", "TEXT"), ("Since", "DATE")):
        await key_of(admin, label, type)
    await key_of(admin, "Member", "YES_NO")
    for name, own in (
        ("Ada", {"tier": "Gold", "size": "40", "since": "2019-05-01", "member": "yes"}),
        ("Bo", {"tier": "Silver", "size": "100", "note": "By the windmill", "member": "no"}),
        ("Cem", {"tier": "Gold", "size": "41.5", "since": "2021-01-01"}),
    ):
        given = [{"key": key, "value": value} for key, value in own.items()]
        await making.customer(admin, firstName=name, customFields=given)
    answer = (await admin.ask(LIST, asked=[asked]))["customers"]
    assert sorted(one["firstName"] for one in answer["nodes"]) == found
    assert answer["totalCount"] == len(found)


async def test_a_field_moves_before_another(admin: Client) -> None:
    for label in ("One", "Two", "Three"):
        made = (await define(admin, label))["customField"]
    await admin.ask(CHANGE, id=made["id"], input={"position": 0})
    found = (await admin.ask("{ customFields(kind: CUSTOMER) { label } }"))["customFields"]
    assert [one["label"] for one in found] == ["Three", "One", "Two"]


@pytest.mark.parametrize("size", [2, 100])
async def test_a_column_of_own_fields_costs_one_statement_at_any_size(
    admin: Client, size: int
) -> None:
    for label in ("Size", "Note", "Locker"):
        await key_of(admin, label)
    for n in range(8):
        given = [{"key": "size", "value": str(n)}]
        await making.customer(admin, firstName=f"Ada {n}", customFields=given)
    asked = """query ($first: Int, $own: Boolean!) { customers(first: $first) { nodes {
      firstName customFields @include(if: $own) { value field { id key } } } } }"""
    without = await admin.post(asked, {"first": size, "own": False})
    answer = await admin.post(asked, {"first": size, "own": True})
    assert len(answer["data"]["customers"]["nodes"]) == min(size, 8)
    assert all(len(one["customFields"]) == 3 for one in answer["data"]["customers"]["nodes"])
    assert (
        answer["extensions"]["cost"]["sqlStatements"]
        == without["extensions"]["cost"]["sqlStatements"] + 1
    )
