"""A new client is mailed the way in, unless somebody wished otherwise (R020, R033, R038, R039)."""

import pytest

from tests import making
from tests.accounts.browser import PASSWORD, Browser
from tests.portal.conftest import SET

RESET = """
mutation ($id: ID!, $reason: String! = "") {
  customerPasswordReset(id: $id, overrideReason: $reason) { __typename ... on Problem { message } }
}
"""
LOGIN = """
mutation ($id: ID!, $email: String!) {
  contactLoginCreate(id: $id, email: $email) {
    __typename ... on ContactLoginCreated { user { roles email } } ... on Problem { message path }
  }
}
"""
BLOCK = "mutation ($id: ID!) { customerUpdate(id: $id, input: {blocked: true}) { __typename } }"


async def test_a_new_client_is_mailed_the_way_in(sales, mails, owner):
    await making.customer(sales, email="zofia@lis.example")
    [mail] = await mails()
    assert (mail["template"], mail["address"]) == ("registration", "zofia@lis.example")
    user = await owner.fetchrow("SELECT * FROM app_user WHERE id = $1", mail["addressee_id"])
    assert user["roles"] == "[]"
    assert user["customer_id"] == mail["customer_id"]


@pytest.mark.parametrize("wish", ["suppressRegistrationEmail", "blocked", "doNotEmail"])
async def test_whoever_is_not_to_be_mailed_is_not(sales, mails, wish):
    await making.customer(sales, email="zofia@lis.example", **{wish: True})
    assert await mails() == []


async def test_no_link_lies_in_the_table(sales, mails, link, owner):
    await making.customer(sales, email="zofia@lis.example")
    [mail] = await mails()
    secret = await link(mail)
    [now] = await mails()
    assert secret not in str(dict(now))
    assert not await owner.fetchval(
        "SELECT count(*) FROM event WHERE changes::text LIKE '%' || $1 || '%'", secret
    )


async def test_the_link_sets_a_password_once_and_leads_to_the_own_record(http, sales, mails, link):
    await making.customer(sales, firstName="Zofia", lastName="Lis", email="zofia@lis.example")
    [mail] = await mails()
    secret = await link(mail)
    answer = (await Browser(http).ask(SET, token=secret, password=PASSWORD))["passwordSet"]
    assert answer["viewer"] == {"permissions": ["OWN_MANAGE"], "own": {"displayName": "Zofia Lis"}}
    again = (await Browser(http).ask(SET, token=secret, password=PASSWORD))["passwordSet"]
    assert again["__typename"] == "Refused"


async def test_a_mail_written_twice_carries_the_same_link(sales, mails, link):
    await making.customer(sales, email="zofia@lis.example")
    [mail] = await mails()
    assert await link(mail) == await link(mail)


async def test_a_reset_from_the_record_ends_the_older_link(http, sales, mails, link):
    pk = await making.customer(sales, email="zofia@lis.example")
    first = await link((await mails())[0])
    assert (await sales.ask(RESET, id=pk))["customerPasswordReset"]["__typename"] == (
        "PasswordMailQueued"
    )
    second = await link((await mails())[1])
    old = (await Browser(http).ask(SET, token=first, password=PASSWORD))["passwordSet"]
    assert old["__typename"] == "Refused"
    new = (await Browser(http).ask(SET, token=second, password=PASSWORD))["passwordSet"]
    assert new["__typename"] == "SignedIn"


async def test_a_reset_obeys_do_not_email_and_an_override_is_kept(sales, mails):
    pk = await making.customer(sales, email="zofia@lis.example", doNotEmail=True)
    refused = (await sales.ask(RESET, id=pk))["customerPasswordReset"]
    assert refused["__typename"] == "DoNotContact"
    assert await mails() == []
    await sales.ask(RESET, id=pk, reason="Asked for it on the phone")
    [mail] = await mails()
    assert mail["override_reason"] == "Asked for it on the phone"


async def test_without_an_address_a_reset_says_what_is_missing(sales):
    pk = await making.customer(sales)
    answer = (await sales.ask(RESET, id=pk))["customerPasswordReset"]
    assert (answer["__typename"], "Add one first" in answer["message"]) == ("Refused", True)


async def test_blocking_ends_the_session_the_sign_in_and_the_link(own, sales, mails, owner, http):
    pk = await owner.fetchval("SELECT customer_id FROM message LIMIT 1")
    from schema.relay import global_id

    assert (await own.ask("{ viewer { own { id } } }"))["viewer"]["own"] is not None
    await sales.ask(BLOCK, id=global_id("Customer", pk))
    assert (await own.ask("{ viewer { own { id } } }"))["viewer"] is None
    assert (
        await owner.fetchval(
            "SELECT count(*) FROM session s JOIN app_user u ON u.id = s.user_id WHERE u.customer_id = $1",
            pk,
        )
        == 0
    )
    answer = await Browser(http).sign_in("zofia@lis.example")
    assert answer["__typename"] == "NotAllowed"
    reset = (await sales.ask(RESET, id=global_id("Customer", pk)))["customerPasswordReset"]
    assert reset["__typename"] == "DoNotContact"


async def test_a_contact_gets_a_login_without_any_role(sales, mails):
    pk = await making.contact(sales)
    answer = (await sales.ask(LOGIN, id=pk, email="Ewa@Rutkowska.example"))["contactLoginCreate"]
    assert answer["user"] == {"roles": [], "email": "ewa@rutkowska.example"}
    [mail] = await mails()
    assert (mail["template"], mail["contact_id"] is not None) == ("invitation", True)


async def test_an_address_somebody_signs_in_with_makes_no_second_login(sales, owner, world):
    taken = await owner.fetchval(
        "SELECT email FROM app_user WHERE id = $1", world.users["crm_admin"]
    )
    pk = await making.contact(sales)
    answer = (await sales.ask(LOGIN, id=pk, email=taken))["contactLoginCreate"]
    assert (answer["__typename"], answer["path"]) == ("InvalidInput", ["email"])


async def test_a_person_noted_on_a_project_is_not_mailed(sales, mails):
    project = await making.project(sales)
    await sales.ask(
        """mutation ($p: ID!) { projectContactAdd(project: $p, input: {new:
        {firstName: "Jan", email: "jan@site.example"}}) { __typename } }""",
        p=project,
    )
    assert await mails() == []
