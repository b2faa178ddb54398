"""Passwords: changed by oneself, set through a link that works once."""

import asyncpg
import httpx2 as httpx
import pytest

from backend.accounts.opening import first_admin_secrets
from tests.accounts.browser import PASSWORD, Browser
from tests.client import Client
from tests.world import World

CHANGE = """
mutation ($current: String!, $password: String!) {
  passwordChange(current: $current, password: $password) {
    __typename ... on PasswordChanged { token } ... on Problem { message path }
  }
}
"""
SET = """
mutation ($token: String!, $password: String!, $name: String! = "", $email: String! = "") {
  passwordSet(token: $token, password: $password, name: $name, email: $email) {
    __typename
    ... on SignedIn { viewer { user { name email roles } account { name } } }
    ... on Problem { message path }
    ... on InvalidInput { fields { path message } }
  }
}
"""
WELCOME = "query ($token: String!) { welcome(token: $token) { purpose account name email } }"
CREATE = """
mutation ($input: UserCreateInput!) {
  userCreate(input: $input) { ... on UserCreated { link user { id hasPassword } } }
}
"""
VIEWER = "{ viewer { user { name } } }"
NEW = "eight noisy harbours"


async def new_user(chief: Browser) -> tuple[str, str]:
    """Id and link secret of a user just added."""
    made = (await chief.ask(CREATE, input={"name": "Rosa Lind", "email": "Rosa@Kith.example"}))[
        "userCreate"
    ]
    address, _, secret = made["link"].partition("/welcome#")
    assert address == "http://127.0.0.1:8000"
    assert made["user"]["hasPassword"] is False
    return made["user"]["id"], secret


async def test_a_changed_password_ends_every_other_sign_in(
    http: httpx.AsyncClient, browser: Browser, email: str
) -> None:
    other = Browser(http)
    await other.sign_in(email)
    await browser.sign_in(email)
    before = dict(browser.cookies)
    changed = await browser.ask(CHANGE, current=PASSWORD, password=NEW)
    assert changed["passwordChange"] == {"__typename": "PasswordChanged", "token": None}
    assert browser.cookies != before
    assert (await browser.ask(VIEWER))["viewer"] is not None
    assert (await other.ask(VIEWER))["viewer"] is None
    assert (await other.sign_in(email))["__typename"] == "NotAllowed"
    assert (await other.sign_in(email, NEW))["__typename"] == "SignedIn"


async def test_an_app_that_changes_the_password_gets_a_new_token(
    http: httpx.AsyncClient, browser: Browser, email: str
) -> None:
    token = (await browser.sign_in(email, issueToken=True))["token"]
    changed = await Client(http, token).ask(CHANGE, current=PASSWORD, password=NEW)
    assert (await Client(http, token).ask(VIEWER))["viewer"] is None
    new = changed["passwordChange"]["token"]
    assert (await Client(http, new).ask(VIEWER))["viewer"] is not None


@pytest.mark.parametrize(
    ("current", "password", "field"),
    [
        ("wrong", NEW, "current"),
        (PASSWORD, "short", "password"),
        (PASSWORD, "aaaaaaaaaaaa", "password"),
        (PASSWORD, "x" * 1001, "password"),
    ],
)
async def test_what_cannot_be_a_new_password_is_said_beside_its_field(
    browser: Browser, email: str, current: str, password: str, field: str
) -> None:
    await browser.sign_in(email)
    refused = (await browser.ask(CHANGE, current=current, password=password))["passwordChange"]
    assert refused["__typename"] == "InvalidInput"
    assert refused["path"] == [field]


async def test_guessing_the_present_password_is_soon_over(browser: Browser, email: str) -> None:
    await browser.sign_in(email)
    for _ in range(10):
        refused = await browser.ask(CHANGE, current="a wild guess", password=NEW)
        assert refused["passwordChange"]["__typename"] == "InvalidInput"
    refused = await browser.ask(CHANGE, current=PASSWORD, password=NEW)
    assert refused["passwordChange"]["__typename"] == "RateLimited"


async def test_a_password_counts_the_same_from_every_keyboard(browser: Browser, email: str) -> None:
    await browser.sign_in(email)
    await browser.ask(CHANGE, current=PASSWORD, password="Zo\u00eb at the caf\u00e9")
    assert (await browser.sign_in(email, "Zoe\u0308 at the cafe\u0301"))["__typename"] == "SignedIn"


async def test_a_new_user_sets_their_password_by_a_link_that_works_once(
    browser: Browser, chief: Browser
) -> None:
    _, secret = await new_user(chief)
    assert (await browser.ask(WELCOME, token=secret))["welcome"] == {
        "purpose": "PASSWORD",
        "account": "Alder & Finch",
        "name": "Rosa Lind",
        "email": "rosa@kith.example",
    }
    signed = (await browser.ask(SET, token=secret, password=NEW))["passwordSet"]
    assert signed["viewer"]["user"]["name"] == "Rosa Lind"
    assert (await browser.ask(VIEWER))["viewer"]["user"]["name"] == "Rosa Lind"
    assert (await browser.ask(WELCOME, token=secret))["welcome"] is None
    again = (await browser.ask(SET, token=secret, password=NEW))["passwordSet"]
    assert again["__typename"] == "Refused"


async def test_a_refused_password_leaves_the_link_usable(browser: Browser, chief: Browser) -> None:
    _, secret = await new_user(chief)
    refused = (await browser.ask(SET, token=secret, password="rosa"))["passwordSet"]
    assert refused["path"] == ["password"]
    done = (await browser.ask(SET, token=secret, password=NEW))["passwordSet"]
    assert done["__typename"] == "SignedIn"


async def test_a_newer_link_ends_the_older_and_a_barred_user_gets_none(
    browser: Browser, chief: Browser
) -> None:
    user, first = await new_user(chief)
    link = "mutation ($id: ID!) { passwordLinkCreate(id: $id) { __typename ... on PasswordLinkCreated { link } } }"
    made = (await chief.ask(link, id=user))["passwordLinkCreate"]
    assert (await browser.ask(WELCOME, token=first))["welcome"] is None
    second = made["link"].partition("#")[2]
    await chief.ask(
        "mutation ($id: ID!) { userUpdate(id: $id, input: {active: false}) { __typename } }",
        id=user,
    )
    refused = (await browser.ask(SET, token=second, password=NEW))["passwordSet"]
    assert refused["__typename"] == "Refused"
    assert (await chief.ask(link, id=user))["passwordLinkCreate"]["__typename"] == "Refused"


async def test_guessing_links_is_soon_over(browser: Browser, world: World) -> None:
    for _ in range(30):
        assert (await browser.ask(WELCOME, token="guess"))["welcome"] is None
    refused = await browser.post(WELCOME, token="guess")
    assert refused["errors"][0]["extensions"]["code"] == "RATE_LIMITED"


async def test_the_first_administrator_makes_themselves_by_the_servers_link(
    browser: Browser, owner: asyncpg.Connection, world: World
) -> None:
    await owner.execute("UPDATE app_user SET roles = '[]' WHERE roles = '[\"crm_admin\"]'")
    [secret] = await first_admin_secrets()
    welcome = (await browser.ask(WELCOME, token=secret))["welcome"]
    assert welcome == {
        "purpose": "FIRST_ADMIN",
        "account": "Alder & Finch",
        "name": "",
        "email": "",
    }
    missing = (await browser.ask(SET, token=secret, password=NEW, email="nonsense"))["passwordSet"]
    assert [f["path"] for f in missing["fields"]] == [["name"], ["email"]]
    made = await browser.ask(
        SET, token=secret, password=NEW, name="Ines Mazur", email="ines@kith.example"
    )
    assert made["passwordSet"]["viewer"]["user"] == {
        "name": "Ines Mazur",
        "email": "ines@kith.example",
        "roles": ["CRM_ADMIN"],
    }
    assert await first_admin_secrets() == []
