"""An import leaves in the tables what the services leave, one by one."""

from pathlib import Path
from typing import Any

from tests.client import Client
from tests.importing.conftest import Importer
from tests.importing.samples import csv_file

CREATE = """
mutation ($input: CustomerCreateInput!) {
  customerCreate(input: $input) { ... on CustomerSaved { customer { id } } }
}
"""
ADDRESS = """
mutation ($party: ID!, $input: AddressAddInput!) {
  addressAdd(party: $party, input: $input) { __typename }
}
"""
NOT_COMPARED = {"id", "number", "source", "location_id", "customer_id", "version", "tsv", "names"}


async def tables(importer: Importer) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table without ids, times and who wrote them."""
    found = {}
    for table in ("customer", "phone_number", "email_address", "address", "location"):
        rows = await importer.owner.fetch(f"SELECT * FROM {table} ORDER BY id")
        found[table] = [
            {k: v for k, v in row.items() if k not in NOT_COMPARED and not _written(k)}
            for row in rows
        ]
    return found


def _written(column: str) -> bool:
    return column.startswith(("created_", "modified_"))


async def test_the_same_customer_by_form_and_by_file_is_the_same_in_every_table(
    importer: Importer, admin: Client, tmp_path: Path
) -> None:
    fields = {"firstName": "Łucja", "lastName": "O’Neal", "birthday": "1980-01-18", "sex": "FEMALE"}
    reach = {"mobilePhone": "601 412 233", "email": "Lucja@Oneal.example"}
    made = await admin.ask(CREATE, input={**fields, **reach, "discount": 5, "notes": "x"})
    place = {"country": "PL", "street": "ul. Portowa 9", "city": "Gdynia", "postalCode": "81-350"}
    party = made["customerCreate"]["customer"]["id"]
    await admin.ask(ADDRESS, party=party, input={"label": "home", "location": place})
    by_form = await tables(importer)
    # The form has sent her an invitation as well; a file sends nobody any.
    await importer.owner.execute(
        "UPDATE app_user SET customer_id = NULL; DELETE FROM outbox; DELETE FROM message"
    )
    await importer.owner.execute("DELETE FROM address; DELETE FROM location")
    await importer.owner.execute(
        "DELETE FROM phone_number; DELETE FROM email_address; DELETE FROM customer"
    )
    text = (
        "First name,Last name,Birthday,Sex,Discount,Notes,Mobile phone,E-mail,Home street,"
        "Home city,Home postal code,Home country\n"
        "Łucja,O’Neal,1980-01-18,F,5,x,601 412 233,Lucja@Oneal.example,ul. Portowa 9,"
        "Gdynia,81-350,Poland\n"
    )
    await importer.carry_out(csv_file(tmp_path, text))

    assert await tables(importer) == by_form


async def test_an_import_tells_the_history_what_it_did(importer: Importer, tmp_path: Path) -> None:
    text = "First name,Phone,E-mail,City,Company\nAnn,601412233,a@x.example,Leeds,Acme\n"
    await importer.carry_out(csv_file(tmp_path, text))
    events = await importer.owner.fetch("SELECT seq, type, via FROM event ORDER BY seq")

    assert [row["type"] for row in events] == [
        "import.started", "company.created", "customer.created", "phone.added", "email.added",
        "address.added", "affiliation.added", "affiliation.added", "import.finished",
    ]  # fmt: skip
    assert [row["seq"] for row in events] == list(range(1, 10))
    assert len({row["via"] for row in events}) == 1


async def test_whoever_was_imported_is_found_by_all_that_reaches_them(
    importer: Importer, admin: Client, tmp_path: Path
) -> None:
    first = "First name,Phone,E-mail,Company\nŁucja,601412233,lu@oneal.example,Acme Tools\n"
    more = "First name,Phone,E-mail\nŁucja,601555999,lu@oneal.example\n"
    await importer.carry_out(csv_file(tmp_path, first))
    await importer.carry_out(csv_file(tmp_path, more))
    query = "query ($text: String!) { search(text: $text) { hits { node { __typename } } } }"
    found = {}
    for text in ("lucja", "601 412 233", "555999", "lu@oneal.example", "acme"):
        hits = (await admin.ask(query, text=text))["search"]["hits"]
        found[text] = sorted(hit["node"]["__typename"] for hit in hits)

    assert found.pop("acme") == ["Company", "Customer"]
    assert set(map(tuple, found.values())) == {("Customer",)}
