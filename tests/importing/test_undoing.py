"""Taking an import back: what goes, what people changed since, and what is said of both (R095)."""

from pathlib import Path

from tests.client import Client
from tests.importing.conftest import Importer, verdicts
from tests.importing.samples import csv_file

UPDATE = """
mutation ($id: ID!, $input: CustomerUpdateInput!) {
  customerUpdate(id: $id, input: $input) { __typename } }"""


async def test_undo_keeps_what_people_changed_since_and_says_so(
    importer: Importer, admin: Client, tmp_path: Path
) -> None:
    done = await importer.carry_out(csv_file(tmp_path, "First name,Notes\nAnn,x\nBob,y\n"))
    ann = next(row for row in await importer.rows(done) if row["name"] == "Ann")
    await admin.ask(UPDATE, id=ann["node"]["id"], input={"lastName": "Lee"})
    undone = await importer.undo(done)
    rows = {row["name"]: row for row in await importer.rows(undone)}
    names = await importer.owner.fetch("SELECT first_name, last_name FROM customer")

    assert (undone["counts"]["undone"], undone["counts"]["kept"]) == (1, 1)
    assert [tuple(row) for row in names] == [("Ann", "Lee")]
    assert rows["Ann"]["reasons"][-1]["message"] == "Kept: somebody changed this since the import."
    assert {name: row["takenBack"] for name, row in rows.items()} == {"Ann": False, "Bob": True}


async def test_undo_counts_the_rows_that_had_done_something_and_not_the_time_till_then(
    importer: Importer, tmp_path: Path
) -> None:
    await importer.carry_out(csv_file(tmp_path, "First name,E-mail\nAnn,a@x.example\n"))
    text = "First name,E-mail\nAnn,a@x.example\nBob,b@x.example\n,c@x.example\n"
    done = await importer.carry_out(csv_file(tmp_path, text))
    undone = await importer.undo(done)
    rows = await importer.rows(undone)

    assert verdicts(done) == (1, 0, 1, 1)
    assert (undone["counts"]["undone"], undone["counts"]["kept"]) == (1, 0)
    assert [row["takenBack"] for row in rows] == [False, True, False]
    assert (undone["startedAt"], undone["finishedAt"]) == (done["startedAt"], done["finishedAt"])


async def test_undo_sets_fields_back_but_not_those_changed_since(
    importer: Importer, admin: Client, tmp_path: Path
) -> None:
    first = "First name,E-mail,Discount,Role\nAnn,a@x.example,2,Buyer\n"
    await importer.carry_out(csv_file(tmp_path, first))
    second = "First name,E-mail,Discount,Role\nAnn,a@x.example,5,Boss\n"
    done = await importer.carry_out(csv_file(tmp_path, second))
    (row,) = await importer.rows(done)
    await admin.ask(UPDATE, id=row["node"]["id"], input={"role": "Queen"})
    await importer.undo(done)
    found = await importer.owner.fetchrow("SELECT discount, role FROM customer")

    assert found is not None
    assert (float(found["discount"]), found["role"]) == (2.0, "Queen")
