"""The account's own fields in imports and exports (R058, R095, R096)."""

from pathlib import Path

import asyncpg
import httpx2 as httpx
import pytest

from tests import making
from tests.client import Client
from tests.custom_fields.test_custom_fields import key_of, values
from tests.exporting.test_export import table
from tests.importing.conftest import Importer, importer, verdicts  # noqa: F401 - a fixture
from tests.importing.samples import csv_file
from tests.world import make_account

PEOPLE = """First name,Last name,custom:Tier,Boot size,Joined
Ada,Lund,gold,42.5,31.12.2019
Bo,Lund,Bronze,large,
"""


@pytest.fixture
async def importing(importer: Importer, admin: Client) -> Importer:  # noqa: F811
    """An importer in an account with three fields of its own."""
    await key_of(admin, "Tier", "CHOICE", choices=["Gold", "Silver"])
    await key_of(admin, "Boot size", "NUMBER")
    await key_of(admin, "Joined", "DATE")
    return importer


async def test_columns_named_like_fields_become_them(importing: Importer, tmp_path: Path) -> None:
    run = await importing.carry_out(csv_file(tmp_path, PEOPLE))
    rows = await importing.rows(run)
    ids = {row["name"].split()[0]: row["node"]["id"] for row in rows}

    assert verdicts(run) == (2, 0, 0, 0)
    assert await values(importing.client, ids["Ada"]) == {
        "tier": "Gold",
        "boot-size": "42.5",
        "joined": "2019-12-31",
    }
    assert await values(importing.client, ids["Bo"]) == dict.fromkeys(
        ("tier", "boot-size", "joined")
    )
    refused = next(row["reasons"] for row in rows if row["name"].startswith("Bo"))
    assert [one["field"] for one in refused] == ["custom.tier", "custom.boot-size"]


async def test_a_second_import_changes_what_differs_and_undo_puts_it_back(
    importing: Importer, tmp_path: Path
) -> None:
    first = "First name,Last name,E-mail,Tier\nAda,Lund,ada@x.example,Gold\n"
    made = await importing.carry_out(csv_file(tmp_path, first))
    pk = (await importing.rows(made))[0]["node"]["id"]
    later = await importing.carry_out(csv_file(tmp_path, first.replace("Gold", "Silver")))

    assert (await importing.rows(later))[0]["changes"] == [
        {"field": "custom.tier", "from": "Gold", "to": "Silver"}
    ]
    assert (await values(importing.client, pk))["tier"] == "Silver"
    await importing.undo(later)
    assert (await values(importing.client, pk))["tier"] == "Gold"


async def test_what_is_exported_comes_back_the_same(importing: Importer, tmp_path: Path) -> None:
    await importing.carry_out(csv_file(tmp_path, PEOPLE))
    held = await table(importing.client, "/exports/customers.csv")

    assert {row["First name"]: row["custom:Tier"] for row in held} == {"Ada": "Gold", "Bo": ""}
    answer = await importing.client.http.get(
        "/exports/customers.csv", headers=importing.client.headers
    )
    again = await importing.carry_out(csv_file(tmp_path, answer.text))
    assert verdicts(again) == (0, 0, 2, 0)


async def test_cards_carry_own_fields_there_and_back(importing: Importer, tmp_path: Path) -> None:
    await importing.carry_out(csv_file(tmp_path, PEOPLE))
    answer = await importing.client.http.get(
        "/exports/customers.vcf", headers=importing.client.headers
    )
    assert "X-KITH-FIELD-BOOT-SIZE:42.5\r\n" in answer.text
    assert answer.text.count("X-KITH-FIELD-") == 3

    there = tmp_path / "people.vcf"
    there.write_text(answer.text.replace("TIER:Gold", "TIER:Silver"), encoding="utf-8", newline="")
    again = await importing.carry_out(there)
    assert verdicts(again) == (0, 1, 1, 0)
    changed = next(row["changes"] for row in await importing.rows(again) if row["changes"])
    assert changed == [{"field": "custom.tier", "from": "Gold", "to": "Silver"}]


async def test_an_export_is_narrowed_by_own_fields(importing: Importer, tmp_path: Path) -> None:
    await importing.carry_out(csv_file(tmp_path, PEOPLE))
    found = await table(importing.client, "/exports/customers.csv?custom.boot-size.least=40")
    assert [row["First name"] for row in found] == ["Ada"]


async def test_a_project_is_exported_with_its_fields(admin: Client) -> None:
    await key_of(admin, "Insured", "YES_NO", kind="PROJECT")
    await making.project(admin, customFields=[{"key": "insured", "value": "true"}])
    (row,) = await table(admin, "/exports/projects.csv")
    assert row["custom:Insured"] == "yes"


async def test_own_fields_are_among_the_targets_of_their_account_alone(
    importing: Importer, owner: asyncpg.Connection, http: httpx.AsyncClient
) -> None:
    asked = "{ importTargets { key title } }"
    keys = [one["key"] for one in (await importing.client.ask(asked))["importTargets"]]
    assert keys[-3:] == ["custom.tier", "custom.boot-size", "custom.joined"]
    other = await make_account(owner, "Another house")
    others = Client(http, other.tokens["crm_admin"])
    there = [one["key"] for one in (await others.ask(asked))["importTargets"]]
    assert not [key for key in there if key.startswith("custom.")]


async def test_only_those_who_import_see_the_targets(sales: Client) -> None:
    (refused,) = await sales.errors("{ importTargets { key } }")
    assert refused["extensions"]["code"] == "NOT_ALLOWED"
