"""Imports from the outside, with the files of other programs (R095)."""

from pathlib import Path
from typing import Any

import pytest

from tests.client import Client
from tests.importing.conftest import Importer, verdicts
from tests.importing.samples import ADVENTURE_WORKS, NORTHWIND, csv_file
from tests.shared_data import FOLDER, shared_data
from tests.world import World

CARDS = sorted((FOLDER / "vcf").glob("*/*.vcf"))


def files(folder: str, names: tuple[str, ...]) -> list[Path]:
    return [shared_data(f"{folder}/{name}.csv") for name in names]


async def there_and_back(importer: Importer, paths: list[Path], first: tuple[int, ...]) -> None:
    """Import, import again, undo: as told, nothing new, as it was."""
    before = await importer.tables()
    done = await importer.carry_out(*paths, region="US")
    held = await importer.tables()
    again = await importer.carry_out(*paths, region="US")

    assert verdicts(done) == first
    assert [row["changes"] for row in await importer.rows(again, "UPDATE")] == []
    assert verdicts(again)[:2] == (0, 0)
    assert await importer.tables() == held
    undone = await importer.undo(done)
    assert (undone["state"], undone["counts"]["kept"]) == ("UNDONE", 0)
    assert await importer.tables() == before


async def test_northwind_arrives_joined_and_goes_again(importer: Importer) -> None:
    await there_and_back(importer, files("northwind", NORTHWIND), (182, 0, 0, 0))


@pytest.mark.parametrize("name", ["google_new", "hubspot"])
async def test_google_and_hubspot_arrive_and_go_again(importer: Importer, name: str) -> None:
    await there_and_back(importer, [shared_data(f"csv_exports/{name}.csv")], (299, 0, 1, 0))


async def test_all_vcards_arrive_and_go_again(importer: Importer) -> None:
    shared_data("vcf/index.csv")
    await there_and_back(importer, CARDS, (1043, 2, 5, 8))


@pytest.mark.timeout(600)
async def test_adventure_works_arrives_from_six_files_and_goes_again(importer: Importer) -> None:
    """318 people have no name, 317 rows name people who are in no file."""
    await there_and_back(importer, files("adventureworks", ADVENTURE_WORKS), (9942, 0, 0, 635))


@pytest.mark.parametrize("choice", ["JOIN", "REFUSE"])
async def test_a_shared_number_refuses_the_number_and_names_its_owner(
    importer: Importer, tmp_path: Path, choice: str
) -> None:
    text = "First name,Last name,Phone\nZofia,Krall,+48 601 412 233\nJerzy,Malec,601412233\n"
    done = await importer.carry_out(csv_file(tmp_path, text), samePhone=choice)
    (row,) = await importer.rows(done, mendable=True)

    assert verdicts(done) == (2, 0, 0, 0)
    assert done["counts"]["partsRefused"] == 1
    assert (row["name"], row["verdict"]) == ("Jerzy Malec", "CREATE")
    assert row["reasons"][0]["field"] == "phone"
    assert row["reasons"][0]["message"].startswith("Zofia Krall has this number.")
    assert row["reasons"][0]["owner"] == {"displayName": "Zofia Krall"}


async def test_what_differs_is_updated_and_what_is_missing_stays(
    importer: Importer, tmp_path: Path
) -> None:
    first = "First name,Last name,E-mail,Discount,City\nPiotr,Kowalski,p@x.example,2,Gdynia\n"
    later = "First name,Last name,E-mail,Discount,Phone\nPiotr,Kowalski,P@X.example,5,512555904\n"
    await importer.carry_out(csv_file(tmp_path, first))
    done = await importer.carry_out(csv_file(tmp_path, later))
    (row,) = await importer.rows(done)

    assert verdicts(done) == (0, 1, 0, 0)
    assert row["changes"] == [
        {"field": "discount", "from": "2.0", "to": "5.0"},
        {"field": "phone", "from": None, "to": "+48512555904"},
    ]
    assert row["node"]["__typename"] == "Customer"


async def test_two_rows_of_one_person_become_one(importer: Importer, tmp_path: Path) -> None:
    text = (
        "First name,Last name,Phone,E-mail\n"
        "Ann,Lee,+48 601 412 233,\nAnn,Lee,601 412 233,ann@lee.example\n"
    )
    joined = await importer.check(csv_file(tmp_path, text), samePhone="JOIN")
    refused = await importer.check(csv_file(tmp_path, text), samePhone="REFUSE")
    (second,) = await importer.rows(refused, mendable=True)

    assert verdicts(joined) == (1, 1, 0, 0)
    assert verdicts(refused) == (2, 0, 0, 0)
    assert (second["row"], second["reasons"][0]["field"]) == (3, "phone")


async def test_the_same_id_of_another_program_is_not_the_same_person(
    importer: Importer, tmp_path: Path
) -> None:
    await importer.carry_out(csv_file(tmp_path, "Customer id,First name\n1,Ann\n"))
    done = await importer.carry_out(csv_file(tmp_path, "Customer id,First name\n1,Bob\n"))
    (row,) = await importer.rows(done)

    assert row["verdict"] == "REFUSED"
    assert row["reasons"][0]["message"].startswith("Ann has this id")


async def test_a_deleted_customer_is_not_made_again(
    importer: Importer, admin: Client, tmp_path: Path
) -> None:
    text = "First name,Last name,E-mail\nAnn,Lee,ann@lee.example\n"
    made = await importer.carry_out(csv_file(tmp_path, text))
    (row,) = await importer.rows(made)
    await admin.ask(
        "mutation ($id: ID!) { customerDelete(id: $id) { __typename } }", id=row["node"]["id"]
    )
    done = await importer.carry_out(csv_file(tmp_path, text))
    (again,) = await importer.rows(done)

    assert verdicts(done) == (0, 0, 0, 1)
    assert "is deleted. Restore them first." in again["reasons"][0]["message"]


async def test_columns_can_be_mapped_otherwise(importer: Importer, tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Who,Ring\nKowalski Piotr,512 555 904\n")
    columns = [
        {"place": 0, "target": "family_given"},
        {"place": 1, "target": "phone", "label": "mobile"},
    ]
    done = await importer.carry_out(path, files=[{"place": 0, "columns": columns}])
    (row,) = await importer.rows(done)

    assert (row["name"], row["phone"]) == ("Piotr Kowalski", "+48512555904")
    assert row["phoneInternational"] == "+48 512 555 904"


async def test_a_number_that_its_plan_does_not_assign_is_said_to_be_unusual(
    importer: Importer, tmp_path: Path
) -> None:
    """One of Poland, without its prefix, read as one of the United Kingdom: possible, not valid."""
    text = (
        "First name,Phone,Mobile\nAnna,512 345 391,+48 512 345 391\nJan,+48 512 345 392,512 345 393\n"
        "Ewa,020 7946 0018,\nIda,12,\n,512 345 394,\n"
    )
    tried = await importer.check(csv_file(tmp_path, text), region="GB")
    rows = await importer.rows(tried)

    assert [row["unusualPhones"] for row in rows] == [
        ["+44 512345391"],
        ["+44 512345393"],
        [],
        [],
        [],
    ]
    assert (rows[0]["verdict"], rows[0]["reasons"]) == ("CREATE", [])


async def test_cells_are_parted_as_somebody_says_who_knows_better(
    importer: Importer, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, "First name|Phone,Notes\nAnn|512 555 904,x\n")
    started = (await importer.start(path))["run"]
    answer = await importer.do(
        "importMap", id=started["id"], input={"files": [{"place": 0, "delimiter": "|"}]}
    )
    await importer.wait(started["id"])
    other = await importer.do(
        "importMap", id=started["id"], input={"files": [{"place": 0, "delimiter": "x"}]}
    )

    assert [c["header"] for c in started["files"][0]["columns"]] == ["First name|Phone", "Notes"]
    assert [c["header"] for c in answer["run"]["files"][0]["columns"]] == [
        "First name",
        "Phone,Notes",
    ]
    assert other["message"] == "Cells are parted by a comma, a semicolon, a tab or an upright bar."


async def test_an_unknown_target_is_refused_with_its_name(
    importer: Importer, tmp_path: Path
) -> None:
    started = await importer.start(csv_file(tmp_path, "First name\nAnn\n"))
    columns = [{"place": 0, "target": "shoe_size"}]
    answer = await importer.do(
        "importMap", id=started["run"]["id"], input={"files": [{"place": 0, "columns": columns}]}
    )

    assert (answer["__typename"], answer["code"]) == ("InvalidInput", "INVALID_INPUT")
    assert "shoe_size" in answer["message"]


async def test_a_refused_row_is_mended_before_the_import(
    importer: Importer, tmp_path: Path
) -> None:
    text = "First name,Last name,Phone\n,Okoń,605 555 010\n"
    tried = await importer.check(csv_file(tmp_path, text))
    (row,) = await importer.rows(tried, "REFUSED")
    query = """mutation ($id: ID!, $input: ImportRowMendInput!) { importRowMend(id: $id, input: $input) {
      __typename ... on ImportRowMended { row { verdict name phone } } } }"""
    cells = [{"column": "First name", "value": "Marta"}]
    mended = (await importer.client.ask(query, id=row["id"], input={"cells": cells}))[
        "importRowMend"
    ]
    await importer.do("importConfirm", id=tried["id"])

    assert mended["row"] == {"verdict": "CREATE", "name": "Marta Okoń", "phone": "+48605555010"}
    assert verdicts(await importer.wait(tried["id"])) == (1, 0, 0, 0)


async def test_refused_rows_come_back_in_the_sources_own_columns_and_go_in_mended(
    importer: Importer, tmp_path: Path
) -> None:
    text = "Vorname;Nachname;Handy\nMarta;Okoń;+48 605 555 010\n;Malec;+48 601 412 233\n"
    done = await importer.carry_out(csv_file(tmp_path, text))
    response = await importer.client.http.get(done["refusedCsv"], headers=importer.client.headers)
    mended = response.text.replace(",Malec", "Jerzy,Malec")
    again = await importer.carry_out(csv_file(tmp_path, mended, "mended.csv"))

    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.text == (
        "\ufeffVorname,Nachname,Handy,Why it was refused\r\n"
        ",Malec,'+48 601 412 233,First name is missing.\r\n"
    )
    assert verdicts(again) == (1, 0, 0, 0)
    assert (await importer.rows(again))[0]["phone"] == "+48601412233"


async def test_refused_cards_come_back_as_cards_with_the_reason(
    importer: Importer, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, "BEGIN:VCARD\nVERSION:3.0\nTEL:+48605555010\nEND:VCARD\n", "a.vcf")
    done = await importer.carry_out(path)
    response = await importer.client.http.get(done["refusedVcf"], headers=importer.client.headers)

    assert "X-KITH-REFUSED:First name is missing.\r\n" in response.text
    assert "TEL:+48605555010\r\n" in response.text


@pytest.mark.parametrize("role", ["crm_sales", "crm_marketeer", "none"])
async def test_whoever_may_not_import_is_refused_everywhere(
    http: Any, world: World, importer: Importer, tmp_path: Path, role: str
) -> None:
    stranger = Client(http, world.tokens[role])
    response = await http.post("/uploads", content=b"x", headers=stranger.headers)
    answer = await Importer(stranger, importer.owner).do("importStart", input={"files": []})

    assert (response.status_code, response.json()["code"]) == (403, "NOT_ALLOWED")
    assert answer["__typename"] == "NotAllowed"
    assert (await http.get("/imports/1/refused.csv")).status_code == 401


async def test_files_that_are_no_data_are_named_for_what_they_are(
    importer: Importer, tmp_path: Path
) -> None:
    answer = await importer.start(csv_file(tmp_path, b"\x89PNG\r\n\x1a\n" + bytes(99), "k.csv"))

    assert (answer["__typename"], answer["code"]) == ("InvalidInput", "UNREADABLE_FILE")
    assert answer["message"] == "k.csv: This is a picture (PNG), not a table or vCards."


@pytest.mark.parametrize("upload", ["../../etc/passwd", "0" * 32, "", "x" * 32])
async def test_an_upload_that_is_not_there_is_not_found(importer: Importer, upload: str) -> None:
    answer = await importer.do("importStart", input={"files": [upload]})

    assert answer["__typename"] == "NotFound"


async def test_a_stopped_import_goes_on_where_it_was(importer: Importer, tmp_path: Path) -> None:
    rows = "".join(f"Person {n},p{n}@x.example\n" for n in range(3000))
    tried = await importer.check(csv_file(tmp_path, f"First name,E-mail\n{rows}"))
    await importer.do("importConfirm", id=tried["id"])
    stopped = await importer.do("importCancel", id=tried["id"])
    await importer.do("importConfirm", id=tried["id"])
    done = await importer.wait(tried["id"])

    assert stopped["run"]["state"] == "STOPPED"
    assert verdicts(done) == (3000, 0, 0, 0)
    assert await importer.owner.fetchval("SELECT count(*) FROM customer") == 3000
