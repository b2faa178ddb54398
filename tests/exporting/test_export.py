"""Lists as files, from the outside (R096)."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import vobject

from tests.client import Client
from tests.importing.conftest import Importer, importer, verdicts  # noqa: F401 - a fixture
from tests.importing.samples import csv_file
from tests.shared_data import shared_data
from tests.world import World

PEOPLE = (
    "First name,Last name,Birthday,Sex,E-mail,Mobile phone,Work fax,Home street,Home city,Home country,"
    "Company,Job title,Notes,Discount\n"
    "Zofia,Krall,1980-01-18,F,zofia@krall.example,+48 601 412 233,,ul. Portowa 9,Gdynia,Poland,"
    'Bałtyk Gastro,Owner,"=1+1\nsecond line",5\n'
    "John,Smith,,,john@smith.example,+1 213-555-0100,+1 213-555-0101,1 High St,Boston,USA,,,,\n"
)


async def get(client: Client, address: str) -> Any:
    return await client.http.get(address, headers=client.headers)


async def table(client: Client, address: str) -> list[dict[str, str]]:
    """The rows of an exported table."""
    text = (await get(client, address)).text
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.fixture
async def people(importer: Importer, tmp_path: Path) -> Importer:  # noqa: F811
    await importer.carry_out(csv_file(tmp_path, PEOPLE))
    return importer


async def test_customers_come_as_a_table_with_all_that_reaches_them(people: Importer) -> None:
    zofia, john = await table(people.client, "/exports/customers.csv")

    assert zofia["Phone 1 - Label"] == "* mobile"
    assert zofia["Phone 1 - Value"] == "+48601412233"
    assert (zofia["Birthday"], zofia["Company"], zofia["Discount"]) == (
        "1980-01-18",
        "Bałtyk Gastro",
        "5.00",
    )
    assert (john["Phone 2 - Label"], john["Phone 2 - Value"]) == ("work fax", "+12135550101")
    assert john["Address 1 - Country"] == "US"


async def test_a_note_that_looks_like_a_formula_is_text(people: Importer) -> None:
    zofia, _ = await table(people.client, "/exports/customers.csv")

    assert zofia["Notes"] == "'=1+1\nsecond line"


@pytest.mark.parametrize("address", ["/exports/customers.csv", "/exports/customers.vcf"])
async def test_what_was_exported_and_comes_back_changes_nothing(
    people: Importer, tmp_path: Path, address: str
) -> None:
    before = await people.tables()
    text = (await get(people.client, address)).text
    done = await people.carry_out(csv_file(tmp_path, text, "back"))

    assert [row["changes"] for row in await people.rows(done)] == [[], []]
    assert verdicts(done) == (0, 0, 2, 0)
    assert await people.tables() == before


async def test_hubspots_people_come_back_unchanged(importer: Importer, tmp_path: Path) -> None:  # noqa: F811
    await importer.carry_out(shared_data("csv_exports/hubspot.csv"))
    text = (await get(importer.client, "/exports/customers.csv")).text
    done = await importer.carry_out(csv_file(tmp_path, text, "back.csv"))

    assert verdicts(done) == (0, 0, 299, 0)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
async def test_customers_come_as_cards(people: Importer, version: str) -> None:
    response = await get(people.client, f"/exports/customers.vcf?version={version}")
    read = list(vobject.readComponents(response.text))

    assert response.headers["content-disposition"] == 'attachment; filename="customers.vcf"'
    assert [(item.version.value, item.fn.value) for item in read] == [
        (version, "Zofia Krall"),
        (version, "John Smith"),
    ]


async def test_the_lists_filter_holds_for_its_export(people: Importer) -> None:
    found = await table(people.client, "/exports/customers.csv?country=PL")

    assert [row["First name"] for row in found] == ["Zofia"]
    assert await table(people.client, "/exports/customers.csv?deleted=true") == []


@pytest.mark.parametrize("name", ["contacts", "companies", "projects"])
async def test_every_list_can_be_exported(people: Importer, name: str) -> None:
    response = await get(people.client, f"/exports/{name}.csv")

    assert response.status_code == 200
    assert len(response.text.splitlines()) == (2 if name == "companies" else 1)


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/exports/customers.csv?shoes=42", 400, "INVALID_INPUT"),
        ("/exports/customers.csv?group=nonsense", 400, "INVALID_INPUT"),
        ("/exports/customers.csv?blocked=perhaps", 400, "INVALID_INPUT"),
        ("/exports/customers.vcf?version=9", 400, "INVALID_INPUT"),
        ("/exports/shoes.csv", 404, "NOT_FOUND"),
        ("/exports/projects.vcf", 404, "NOT_FOUND"),
        ("/exports/customers.exe", 404, "NOT_FOUND"),
    ],
)
async def test_what_cannot_be_exported_is_said_plainly(
    admin: Client, address: str, status: int, code: str
) -> None:
    response = await get(admin, address)

    assert (response.status_code, response.json()["code"]) == (status, code)


async def test_whoever_may_not_export_is_refused(http: Any, world: World) -> None:
    nobody = await get(Client(http, world.tokens["none"]), "/exports/customers.csv")
    stranger = await http.get("/exports/customers.csv")

    assert (nobody.status_code, stranger.status_code) == (403, 401)
