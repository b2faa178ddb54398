"""The public suites: GraphQL over HTTP, graphql-ws, graphql-sse, and the rules of Relay and schemas."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from tests.client import Client
from tests.live import serving
from tests.world import World

HERE = Path(__file__).parent
SCHEMA = HERE.parents[1] / "schema" / "schema.graphql"
PUBLISHED = SCHEMA.with_name("published.graphql")
CHANGED = "subscription { customerChanged(after: 0) { seq type } }"
CREATE = """mutation { customerCreate(input: { firstName: "Ada" }) { ... on CustomerSaved { customer { id } } } }"""
LINT_RULES = ",".join(  # noqa: FLY002 - a list is read line by line
    [
        "defined-types-are-used",
        "deprecations-have-a-reason",
        "descriptions-are-capitalized",
        "enum-values-all-caps",
        "fields-are-camel-cased",
        "fields-have-descriptions",
        "input-object-values-are-camel-cased",
        "relay-connection-types-spec",
        "relay-connection-arguments-spec",
        "relay-page-info-spec",
        "types-are-capitalized",
        "types-have-descriptions",
    ]
)


@pytest.fixture(scope="module")
async def host(app: Starlette) -> AsyncIterator[str]:
    """host:port of a running server."""
    async with serving(app) as address:
        yield address


async def run(*command: str) -> str:
    """What a program of ours or of a suite prints; its errors fail the test."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=HERE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(90):
        out, errors = await process.communicate()
    assert process.returncode == 0, errors.decode() or out.decode()
    return out.decode()


async def suite(name: str, *arguments: str) -> Any:
    """What one of the scripts in suites/ found."""
    return json.loads(await run("node", f"suites/{name}.mjs", *arguments))


async def test_every_audit_of_graphql_over_http_passes(host: str, world: World) -> None:
    results = await suite("http", f"http://{host}/graphql", world.tokens["crm_sales"])
    assert {name: result for name, result in results.items() if result != "ok"} == {}
    assert len(results) == 61


@pytest.mark.parametrize(("name", "scheme"), [("stream", "http"), ("socket", "ws")])
async def test_public_clients_follow_a_subscription(
    host: str, world: World, sales: Client, name: str, scheme: str
) -> None:
    for _ in range(3):
        await sales.ask(CREATE)
    events = await suite(
        name, f"{scheme}://{host}/graphql", world.tokens["crm_sales"], CHANGED, "3"
    )
    assert [event["data"]["customerChanged"]["seq"] for event in events] == [1, 2, 3]


async def test_the_schema_keeps_the_rules_of_relay() -> None:
    assert await suite("schema", str(SCHEMA)) == []


async def test_the_schema_keeps_the_rules_of_the_schema_linter() -> None:
    linter = "node_modules/.bin/graphql-schema-linter"
    out = await run(linter, "--format", "compact", "--rules", LINT_RULES, str(SCHEMA))
    assert out.strip() == ""


async def test_nothing_breaks_clients_of_the_published_schema() -> None:
    assert await suite("breaking", str(PUBLISHED), str(SCHEMA)) == []


async def test_a_field_renamed_would_be_noticed(tmp_path: Path) -> None:
    narrower = tmp_path / "schema.graphql"
    narrower.write_text(SCHEMA.read_text().replace("  timeZone: String\n", "  zone: String\n"))
    assert len(await suite("breaking", str(PUBLISHED), str(narrower))) >= 1
