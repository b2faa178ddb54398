"""A browser in front of the application: keeps its cookies as browsers do, says where it comes from."""

from http.cookies import SimpleCookie
from typing import Any

import asyncpg
import httpx2 as httpx

from backend.accounts.passwords import _HASHER
from tests.world import World

PASSWORD = "seven quiet harbours"

SIGN_IN = """
mutation ($email: String!, $password: String!, $remember: Boolean! = true, $issueToken: Boolean! = false) {
  signIn(email: $email, password: $password, remember: $remember, issueToken: $issueToken) {
    __typename
    ... on SignedIn { token viewer { user { name email roles } account { name } permissions } }
    ... on Problem { code message }
    ... on RateLimited { retryAfter }
  }
}
"""


class Browser:
    """One browser at one address."""

    def __init__(
        self, http: httpx.AsyncClient, origin: str = "http://127.0.0.1:8000", agent: str = ""
    ) -> None:
        self.http = http
        self.origin = origin
        self.cookies: dict[str, str] = {}
        self.agent = (
            agent or "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
        )
        self.answer: httpx.Response

    async def post(self, query: str, **variables: Any) -> dict[str, Any]:
        """The whole answer to an operation."""
        self.answer = await self.http.post(
            f"{self.origin}/graphql",
            json={"query": query, "variables": variables},
            headers={
                "origin": self.origin,
                "sec-fetch-site": "same-origin",
                "user-agent": self.agent,
                "cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            },
        )
        for line in self.answer.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        found: dict[str, Any] = self.answer.json()
        return found

    async def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of an operation that must not have errors."""
        answer = await self.post(query, **variables)
        assert not answer.get("errors"), answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    async def sign_in(self, email: str, password: str = PASSWORD, **more: Any) -> dict[str, Any]:
        """The result of signing in."""
        found: dict[str, Any] = (await self.ask(SIGN_IN, email=email, password=password, **more))[
            "signIn"
        ]
        return found


async def give_password(
    owner: asyncpg.Connection, world: World, role: str = "crm_sales", password: str = PASSWORD
) -> str:
    """Let the user of a role sign in; returns their address."""
    return await owner.fetchval(  # type: ignore[no-any-return]
        "UPDATE app_user SET password_hash = $2 WHERE id = $1 RETURNING email",
        world.users[role],
        _HASHER.hash(password),
    )
