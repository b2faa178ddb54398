"""Asking the running application as a client would: GraphQL over HTTP with a bearer token."""

from collections.abc import Mapping
from typing import Any

import httpx2 as httpx


class Client:
    """One user's client; `data` is what came back, `errors` must be asked for to be expected."""

    def __init__(self, http: httpx.AsyncClient, token: str | None) -> None:
        self.http = http
        self.headers = {"authorization": f"Bearer {token}"} if token else {}

    async def post(self, query: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The whole answer: data, errors, extensions."""
        body = {"query": query, "variables": dict(variables or {})}
        response = await self.http.post("/graphql", json=body, headers=self.headers)
        answer: dict[str, Any] = response.json()
        return answer

    async def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of an operation that must not have errors."""
        answer = await self.post(query, variables)
        assert "errors" not in answer or not answer["errors"], answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    async def errors(self, query: str, **variables: Any) -> list[dict[str, Any]]:
        """The errors of an operation that must have some."""
        answer = await self.post(query, variables)
        assert answer.get("errors"), answer
        found: list[dict[str, Any]] = answer["errors"]
        return found
