"""A signed-in client sees and changes their own record, and nothing else (R049)."""

import asyncio
import re

import pytest

from schema.relay import global_id
from tests import making
from tests.accounts.browser import PASSWORD, Browser
from tests.live import signed_in_socket
from tests.walks.conftest import TABLES
from tests.walks.documents import operations

RECORD = """{ portal {
  displayName firstName version
  phones { id international main version } emails { id address main locked version }
  addresses { id label lines version }
} }"""
CHANGE = """mutation ($current: String!, $password: String!) {
  passwordChange(current: $current, password: $password) { __typename } }"""
SAVED = """{ __typename ... on Problem { code message }
  ... on PortalSaved { record { firstName lastName phones { id typed label } emails { address }
    addresses { id lines } } } }"""


async def do(browser: Browser, call: str, **variables: object) -> dict:
    heads = ", ".join(f"${name}: ID!" for name in variables)
    query = f"mutation {f'({heads})' if heads else ''} {{ it: {call} {SAVED} }}"
    return (await browser.ask(query, **variables))["it"]


async def test_they_see_their_names_numbers_and_addresses(own):
    record = (await own.ask(RECORD))["portal"]
    assert record["displayName"] == "Zofia Lis"
    assert [p["international"] for p in record["phones"]] == ["+48 601 412 233"]
    assert [(e["address"], e["locked"]) for e in record["emails"]] == [("zofia@lis.example", True)]


async def test_they_see_nothing_that_was_written_about_them(own):
    fields = (await own.ask('{ __type(name: "PortalRecord") { fields { name } } }'))["__type"]
    assert {f["name"] for f in fields["fields"]} == {
        "id", "displayName", "firstName", "middleName", "lastName", "version", "phones", "emails",
        "addresses",
    }  # fmt: skip


async def test_they_change_their_names(own, owner):
    saved = await do(own, 'portalUpdate(input: {firstName: "Zośka"})')
    assert saved["record"]["firstName"] == "Zośka"
    event = await owner.fetchrow("SELECT via, actor_id FROM event ORDER BY seq DESC LIMIT 1")
    assert event["via"] == "portal"
    assert event["actor_id"] is not None


async def test_they_add_change_and_remove_a_number(own):
    added = await do(own, 'portalPhoneAdd(input: {number: "58 555 12 34", label: "home"})')
    [_, phone] = added["record"]["phones"]
    changed = await do(own, 'portalPhoneUpdate(id: $id, input: {label: "summer"})', id=phone["id"])
    assert changed["record"]["phones"][1]["label"] == "summer"
    gone = await do(own, "portalPhoneRemove(id: $id)", id=phone["id"])
    assert len(gone["record"]["phones"]) == 1


async def test_they_add_an_address_and_correct_it(own):
    added = await do(
        own,
        'portalAddressAdd(input: {label: "home", country: "PL", street: "Długa 5",'
        ' postalCode: "80-831", city: "Gdańsk"})',
    )
    [address] = added["record"]["addresses"]
    assert "80-831 Gdańsk" in address["lines"]
    mended = await do(
        own, 'portalAddressUpdate(id: $id, input: {street: "Długa 7"})', id=address["id"]
    )
    assert "Długa 7" in mended["record"]["addresses"][0]["lines"]
    gone = await do(own, "portalAddressRemove(id: $id)", id=address["id"])
    assert gone["record"]["addresses"] == []


async def test_their_first_address_stays_and_another_can_be_added(own):
    [email] = (await own.ask(RECORD))["portal"]["emails"]
    locked = await do(
        own, 'portalEmailUpdate(id: $id, input: {address: "other@lis.example"})', id=email["id"]
    )
    assert locked["__typename"] == "EmailLocked"
    added = await do(own, 'portalEmailAdd(input: {address: "work@lis.example"})')
    assert [e["address"] for e in added["record"]["emails"]] == [
        "zofia@lis.example",
        "work@lis.example",
    ]


@pytest.mark.parametrize(
    "call",
    [
        'portalPhoneAdd(input: {number: "602 300 400"})',
        'portalEmailAdd(input: {address: "p@nowak.example"})',
    ],
)
async def test_what_somebody_else_has_is_refused_without_a_word_of_them(own, sales, call):
    await making.customer(
        sales, firstName="Piotr", mobilePhone="602 300 400", email="p@nowak.example"
    )
    refused = await do(own, call)
    assert refused["__typename"] == "InvalidInput"
    assert refused["message"] == "This cannot be saved here. Please get in touch with us."


CALLS = {
    "PhoneNumber": ["portalPhoneUpdate(id: $id, input: {label: \"x\"})", "portalPhoneRemove(id: $id)"],
    "EmailAddress": ["portalEmailUpdate(id: $id, input: {label: \"x\"})", "portalEmailRemove(id: $id)"],
    "Address": ["portalAddressUpdate(id: $id, input: {label: \"x\"})", "portalAddressRemove(id: $id)"],
}  # fmt: skip


@pytest.mark.parametrize("kind", CALLS)
async def test_what_is_on_somebody_elses_record_is_not_found(own, sales, owner, kind):
    other = await making.customer(
        sales, firstName="Piotr", email="p@nowak.example", mobilePhone="602 300 400"
    )
    await sales.ask(
        'mutation ($p: ID!) { addressAdd(party: $p, input: {location: {country: "PL",'
        ' street: "Krótka 1", postalCode: "80-831", city: "Gdańsk"}}) { __typename } }',
        p=other,
    )
    table = {"PhoneNumber": "phone_number", "EmailAddress": "email_address", "Address": "address"}
    pk = await owner.fetchval(f"SELECT max(id) FROM {table[kind]}")
    before = await owner.fetchrow(f"SELECT * FROM {table[kind]} WHERE id = $1", pk)
    for call in CALLS[kind]:
        answer = await do(own, call, id=global_id(kind, pk))
        assert answer["__typename"] == "NotFound"
    assert await owner.fetchrow(f"SELECT * FROM {table[kind]} WHERE id = $1", pk) == before


async def test_a_shared_place_changes_for_nobody_else(own, sales, owner):
    other = await making.customer(sales, firstName="Piotr")
    await sales.ask(
        'mutation ($p: ID!) { addressAdd(party: $p, input: {location: {country: "PL",'
        ' street: "Krótka 1", postalCode: "80-831", city: "Gdańsk"}}) { __typename } }',
        p=other,
    )
    place = await owner.fetchval("SELECT max(id) FROM location")
    mine = global_id("Customer", await owner.fetchval("SELECT min(id) FROM customer"))
    await sales.ask(
        "mutation ($p: ID!, $l: ID!) { addressAdd(party: $p, input: {locationId: $l}) { __typename } }",
        p=mine,
        l=global_id("Location", place),
    )
    [address] = (await own.ask(RECORD))["portal"]["addresses"]
    await do(own, 'portalAddressUpdate(id: $id, input: {street: "Nowa 9"})', id=address["id"])
    assert await owner.fetchval("SELECT street FROM location WHERE id = $1", place) == "Krótka 1"


WORD = "Zzyzx"


@pytest.fixture
async def full(sales, admin, owner) -> dict[str, str]:
    """Somebody else in the same account, full of one word; the ids of everything there is."""
    person = await making.customer(
        sales, firstName=WORD, lastName=WORD, email="z@zzyzx.example", mobilePhone="602 300 400",
        notes=WORD,
    )  # fmt: skip
    await making.company(sales, name=f"{WORD} Works")
    await making.contact(sales, firstName=WORD, lastName=WORD)
    await making.project(sales, name=f"{WORD} rollout")
    await admin.ask('mutation { groupCreate(input: {name: "Zzyzx group"}) { __typename } }')
    await admin.ask('mutation { storeCreate(input: {name: "Zzyzx store"}) { __typename } }')
    ids = {}
    for kind, table in TABLES.items():
        pk = await owner.fetchval(f"SELECT max(id) FROM {table}")
        if pk is not None:
            ids[kind] = global_id(kind, pk)
    assert ids["Customer"] == person
    return ids


async def test_no_question_leads_a_client_to_anybody_else(own, full):
    asked = 0
    for kind in full:

        def choose(name: str, kind: str = kind) -> object:
            return (
                WORD
                if name in ("text", "number", "address", "token")
                else (None if name in ("after", "before") else full[kind])
            )

        for operation in operations("query", choose, 2):
            asked += 1
            answer = await own.post(operation.query, **operation.variables)
            told = re.findall(WORD, str(answer.get("data")), re.IGNORECASE)
            repeated = re.findall(WORD, str(operation.variables), re.IGNORECASE)
            assert set(told) <= set(repeated), (operation.name, answer)
    assert asked > 100


async def test_no_node_of_anybody_is_found_not_even_their_own(own, full, owner):
    mine = global_id("Customer", await owner.fetchval("SELECT min(id) FROM customer"))
    ids = [*full.values(), mine]
    answer = await own.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)
    kinds = {n["id"] for n in answer["nodes"] if n is not None}
    assert kinds <= {full["Account"]}  # the name of the account they deal with


async def test_no_write_of_a_client_touches_anything_else(own, full, owner):
    async def held() -> list:
        found = []
        for table in set(TABLES.values()) - {"session", "api_token"}:
            column = "id" if table == "account" else "account_id"
            found.append(
                await owner.fetchval(
                    f"SELECT md5(string_agg(to_jsonb(t)::text, ',' ORDER BY id)) FROM {table} t"
                    f" WHERE {column} IS NOT NULL"
                    + (" AND NOT (customer_id IS NOT DISTINCT FROM (SELECT min(id) FROM customer))"
                       if table in ("phone_number", "email_address", "address") else "")
                    + (" AND id <> (SELECT min(id) FROM customer)" if table == "customer" else "")
                    + (" AND email <> 'zofia@lis.example'" if table == "app_user" else "")
                    + (" AND false" if table == "location" else "")
                )
            )  # fmt: skip
        return found

    before = await held()
    for kind in full:

        def choose(name: str, kind: str = kind) -> object:
            return None if name in ("after", "before") else full[kind]

        for operation in operations("mutation", choose, 1):
            if operation.name in ("signOut", "signIn", "passwordSet", "passwordForgotten"):
                continue
            await own.post(operation.query, **operation.variables)
    assert await held() == before


async def test_no_subscription_tells_a_client_anything(own, full, host, sales, owner):
    secret = next(iter(own.cookies.values()))
    async with signed_in_socket(host, secret) as socket:
        for kind, id_ in full.items():
            for operation in operations("subscription", lambda _, i=id_: i):
                await socket.subscribe(operation.query, f"{operation.name}{kind}")
        await sales.ask(
            'mutation ($id: ID!) { customerUpdate(id: $id, input: {notes: "Zzyzx"}) { __typename } }',
            id=full["Customer"],
        )
        frames, until = [], asyncio.get_running_loop().time() + 2
        while asyncio.get_running_loop().time() < until:
            try:
                frames.append(await socket.receive(0.5))
            except TimeoutError:
                break
    assert WORD not in str(frames)


async def test_a_client_changes_their_password_and_every_other_sign_in_ends(http, own):
    other = Browser(http)
    assert (await other.sign_in("zofia@lis.example"))["__typename"] == "SignedIn"
    changed = await own.ask(CHANGE, current=PASSWORD, password="eight noisy harbours")
    assert changed["passwordChange"]["__typename"] == "PasswordChanged"
    assert (await own.ask(RECORD))["portal"]["displayName"] == "Zofia Lis"
    assert (await other.ask("{ viewer { user { name } } }"))["viewer"] is None
    assert (await other.sign_in("zofia@lis.example"))["__typename"] == "NotAllowed"


async def test_a_user_without_a_record_has_none(http, world):
    from tests.client import Client

    none = Client(http, world.tokens["none"])
    assert (await none.ask(RECORD))["portal"] is None
    answer = await none.ask('mutation { portalUpdate(input: {firstName: "A"}) { __typename } }')
    assert answer["portalUpdate"]["__typename"] == "NotFound"


async def test_the_link_of_a_contact_leads_to_the_contacts_own_record(http, sales, mails, link):
    from tests.portal.conftest import SET
    from tests.portal.test_inviting import LOGIN

    pk = await making.contact(sales)
    await sales.ask(LOGIN, id=pk, email="ewa@rutkowska.example")
    browser = Browser(http)
    await browser.ask(SET, token=await link((await mails())[0]), password=PASSWORD)
    assert (await browser.ask(RECORD))["portal"]["displayName"] == "Ewa Rutkowska"
    assert (await do(browser, 'portalUpdate(input: {lastName: "Rut"})'))["record"][
        "lastName"
    ] == "Rut"


def test_the_owner_is_read_by_who_is_signed_in() -> None:
    """No field of the portal takes the id of a record."""
    from tests.walks.documents import GRAPH

    for root in ("Query", "Mutation"):
        for name, field in GRAPH.type_map[root].fields.items():
            if name.startswith("portal"):
                assert not {"party", "customer", "contact"} & field.args.keys()
