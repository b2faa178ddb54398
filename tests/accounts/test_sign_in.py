"""Signing in and out as a browser and as an app do it; what is refused, and that it is refused alike."""

import asyncpg
import httpx2 as httpx
import pytest

from tests.accounts.browser import PASSWORD, Browser
from tests.client import Client
from tests.world import World

VIEWER = "{ viewer { user { name } client { kind name sessionId } } }"
SESSIONS = "{ sessions { id client app current } }"


async def test_a_browser_gets_a_cookie_no_script_or_other_site_can_use(
    browser: Browser, email: str
) -> None:
    signed = await browser.sign_in(email.upper())
    assert signed["__typename"] == "SignedIn"
    assert signed["token"] is None
    assert signed["viewer"]["user"] == {
        "name": "Test crm_sales",
        "email": email,
        "roles": ["CRM_SALES"],
    }
    cookie = browser.answer.headers["set-cookie"].lower()
    assert cookie.startswith("__host-kith-8000=")
    for part in ("httponly", "secure", "samesite=lax", "path=/", "max-age=2592000"):
        assert part in cookie
    assert "domain" not in cookie
    assert (await browser.ask(VIEWER))["viewer"]["client"]["name"] == "Firefox on Linux"


async def test_not_remembered_the_cookie_goes_with_the_browser(
    browser: Browser, email: str
) -> None:
    await browser.sign_in(email, remember=False)
    assert "max-age" not in browser.answer.headers["set-cookie"].lower()


async def test_strangers_have_no_viewer_and_may_ask_nothing_else(browser: Browser) -> None:
    assert await browser.ask(VIEWER) == {"viewer": None}
    refused = await browser.post("{ account { name } }")
    assert refused["errors"][0]["extensions"]["code"] == "SIGN_IN_NEEDED"


async def test_an_unknown_user_and_a_wrong_password_get_the_same_answer(
    browser: Browser, email: str
) -> None:
    wrong = await browser.sign_in(email, "not the password")
    unknown = await browser.sign_in("nobody@kith.example", "not the password")
    assert wrong == unknown
    assert wrong["code"] == "NOT_ALLOWED"
    assert wrong["message"] == "This e-mail and this password do not go together."
    assert browser.cookies == {}


async def test_an_unknown_user_costs_a_hash_as_a_known_one_does(
    browser: Browser, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.accounts import passwords

    hashes: list[bool] = []
    verified = passwords._verified
    monkeypatch.setattr(
        passwords, "_verified", lambda p, s: (hashes.append(s is None), verified(p, s))[1]
    )
    await browser.sign_in(email, "not the password")
    await browser.sign_in("nobody@kith.example", "not the password")
    assert hashes == [False, True]


async def test_ten_wrong_passwords_close_the_door_for_the_right_one_too(
    browser: Browser, email: str
) -> None:
    for _ in range(10):
        assert (await browser.sign_in(email, "wrong"))["__typename"] == "NotAllowed"
    late = await browser.sign_in(email)
    assert late["__typename"] == "RateLimited"
    assert 0 < late["retryAfter"] <= 900
    assert late["message"] == "Too many tries. Try again in 15 minutes."


async def test_good_sign_ins_do_not_count_as_tries(browser: Browser, email: str) -> None:
    for _ in range(12):
        assert (await browser.sign_in(email))["__typename"] == "SignedIn"


async def test_over_plain_http_on_another_host_it_is_refused_in_plain_words(
    http: httpx.AsyncClient, email: str
) -> None:
    lan = Browser(http, "http://192.168.1.20:8000")
    refused = await lan.sign_in(email)
    assert refused["__typename"] == "Refused"
    assert "https" in refused["message"]
    assert (await Browser(http, "https://kith.example").sign_in(email))["__typename"] == "SignedIn"


async def test_an_app_gets_a_token_instead_and_is_listed_by_its_name(
    http: httpx.AsyncClient, email: str
) -> None:
    app = Browser(http, "https://kith.example", agent="KithMobile/1.0 (iOS)")
    signed = await app.sign_in(email, issueToken=True)
    assert app.cookies == {}
    assert signed["token"].startswith("kith_")
    client = Client(http, signed["token"])
    [session] = (await client.ask(SESSIONS))["sessions"]
    assert session == session | {"client": "KithMobile", "app": True, "current": True}
    created = await client.ask(
        'mutation { customerCreate(input: {firstName: "Ada"})'
        " { ... on CustomerSaved { customer { created { via } } } } }"
    )
    assert created["customerCreate"]["customer"]["created"]["via"] == "app"


async def test_signing_in_again_ends_the_session_before(browser: Browser, email: str) -> None:
    await browser.sign_in(email)
    first = dict(browser.cookies)
    await browser.sign_in(email)
    assert browser.cookies != first
    assert len((await browser.ask(SESSIONS))["sessions"]) == 1
    browser.cookies = first
    assert await browser.ask(VIEWER) == {"viewer": None}


async def test_signing_out_ends_the_session_and_takes_the_cookie_back(
    browser: Browser, email: str
) -> None:
    await browser.sign_in(email)
    before = dict(browser.cookies)
    assert await browser.ask("mutation { signOut { __typename } }") == {
        "signOut": {"__typename": "SignedOut"}
    }
    assert browser.cookies == {}
    browser.cookies = before
    assert await browser.ask(VIEWER) == {"viewer": None}


async def test_a_barred_user_and_one_without_a_password_cannot_sign_in(
    browser: Browser, owner: asyncpg.Connection, world: World, email: str
) -> None:
    await owner.execute("UPDATE app_user SET active = false WHERE email = $1", email)
    assert (await browser.sign_in(email))["__typename"] == "NotAllowed"
    other = await owner.fetchval(
        "SELECT email FROM app_user WHERE id = $1", world.users["crm_admin"]
    )
    assert (await browser.sign_in(other))["__typename"] == "NotAllowed"


async def test_an_old_hash_is_made_anew_at_sign_in(
    browser: Browser, owner: asyncpg.Connection, email: str
) -> None:
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    await owner.execute("UPDATE app_user SET password_hash = $1 WHERE email = $2", weak, email)
    assert (await browser.sign_in(email))["__typename"] == "SignedIn"
    kept = await owner.fetchval("SELECT password_hash FROM app_user WHERE email = $1", email)
    assert "m=19456,t=2,p=1" in kept


async def test_a_bearer_token_counts_alone_beside_a_cookie(
    http: httpx.AsyncClient, browser: Browser, email: str
) -> None:
    await browser.sign_in(email)
    [(name, value)] = browser.cookies.items()
    answer = await http.post(
        "/graphql",
        json={"query": VIEWER},
        headers={"cookie": f"{name}={value}", "authorization": "Bearer kith_unknown"},
    )
    assert answer.json()["data"] == {"viewer": None}
