"""An importer as a client has it: files over HTTP, everything else over GraphQL."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from backend.importing.uploads import open_uploads
from tests.client import Client
from tests.world import World

RUN = """
fragment Run on ImportRun {
  id state error startedAt finishedAt canUndo refusedCsv refusedVcf source
  files { name kind codec role rows columns { header target label match how } }
  counts { rows done create update unchanged refused partsRefused joined undone kept }
}
"""
RESULT = "{ __typename ... on ImportSaved { run { ...Run } } ... on Problem { message code path } }"
ROWS = """
query ($id: ID!, $first: Int, $after: String, $verdict: ImportVerdict, $mendable: Boolean!) {
  importRun(id: $id) { rows(first: $first, after: $after, verdict: $verdict, mendable: $mendable) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id row file name phone phoneInternational verdict takenBack unusualPhones
            reasons { field value message owner { displayName } }
            changes { field from to } cells { column value } node { id __typename } } } }
}
"""
AT_WORK = ("CHECKING", "IMPORTING", "UNDOING")
TABLES = (
    "customer", "company", "phone_number", "email_address", "location", "address", "affiliation",
    "number_counter", "party_search",
)  # fmt: skip


@dataclass
class Importer:
    """One user's way through imports."""

    client: Client
    owner: asyncpg.Connection

    async def upload(self, path: Path, name: str | None = None) -> str:
        """Send a file; returns its id."""
        response = await self.client.http.post(
            "/uploads",
            params={"name": name or path.name},
            content=await asyncio.to_thread(path.read_bytes),
            headers=self.client.headers,
        )
        assert response.status_code == 201, response.text
        return str(response.json()["id"])

    async def do(self, what: str, **variables: Any) -> dict[str, Any]:
        """A mutation on a run; returns its result."""
        types = {"id": "ID!", "input": f"{what[0].upper()}{what[1:]}Input!"}
        declared = ", ".join(f"${name}: {types[name]}" for name in variables)
        given = ", ".join(f"{name}: ${name}" for name in variables)
        query = f"mutation ({declared}) {{ {what}({given}) {RESULT} }} {RUN}"
        return dict((await self.client.ask(query, **variables))[what])

    async def start(self, *paths: Path, region: str | None = None) -> dict[str, Any]:
        """Upload files and begin; returns the result."""
        files = [await self.upload(path) for path in paths]
        return await self.do("importStart", input={"files": files, "region": region})

    async def wait(self, run_id: str) -> dict[str, Any]:
        """The run, once nothing is at work on it."""
        while True:
            query = f"query ($id: ID!) {{ importRun(id: $id) {{ ...Run }} }} {RUN}"
            run = dict((await self.client.ask(query, id=run_id))["importRun"])
            if run["state"] not in AT_WORK:
                assert not run["error"], run["error"]
                return run
            await asyncio.sleep(0.05)

    async def check(
        self, *paths: Path, region: str | None = None, **changes: Any
    ) -> dict[str, Any]:
        """Upload, map as proposed with these changes, try out; returns the run."""
        started = (await self.start(*paths, region=region))["run"]
        mapped = await self.do("importMap", id=started["id"], input=changes)
        assert mapped["__typename"] == "ImportSaved", mapped
        return await self.wait(started["id"])

    async def carry_out(
        self, *paths: Path, region: str | None = None, **changes: Any
    ) -> dict[str, Any]:
        """The whole way; returns the run when it is done. Trial and import must agree."""
        tried = await self.check(*paths, region=region, **changes)
        await self.do("importConfirm", id=tried["id"])
        done = await self.wait(tried["id"])
        assert done["state"] == "DONE"
        assert verdicts(done) == verdicts(tried)
        return done

    async def undo(self, run: dict[str, Any]) -> dict[str, Any]:
        """Undo a run; returns it."""
        await self.do("importUndo", id=run["id"])
        return await self.wait(run["id"])

    async def rows(
        self, run: dict[str, Any], verdict: str | None = None, *, mendable: bool = False
    ) -> list[dict[str, Any]]:
        """Rows of a run, all pages."""
        found: list[dict[str, Any]] = []
        after = None
        while True:
            page = await self.client.ask(
                ROWS, id=run["id"], first=100, after=after, verdict=verdict, mendable=mendable
            )
            rows = page["importRun"]["rows"]
            found += rows["nodes"]
            if not rows["pageInfo"]["hasNextPage"]:
                return found
            after = rows["pageInfo"]["endCursor"]

    async def tables(self) -> dict[str, Sequence[Any]]:
        """Everything in the tables an import writes, row by row."""
        found = {}
        for table in TABLES:
            rows = await self.owner.fetch(
                f"SELECT to_jsonb(t)::text AS row FROM {table} t ORDER BY 1"
            )
            found[table] = [row["row"] for row in rows]
        return found


def verdicts(run: dict[str, Any]) -> tuple[int, int, int, int]:
    """How many rows create, update, are unchanged, are refused; their sum must be all rows."""
    counts = run["counts"]
    found = (counts["create"], counts["update"], counts["unchanged"], counts["refused"])
    assert sum(found) == counts["rows"] == counts["done"]
    return found


@pytest.fixture
def importer(http: Any, world: World, owner: asyncpg.Connection, tmp_path: Path) -> Importer:
    """A manager who imports; files are kept in a folder of the test's own."""
    open_uploads(tmp_path / "data", most=50_000_000)
    return Importer(Client(http, world.tokens["crm_manager"]), owner)
