"""Names that break programs are stored, shown and found unharmed (R030)."""

import csv
import json

import pytest

from backend.core.text import nfc
from tests import making
from tests.client import Client
from tests.search.finding import names
from tests.shared_data import shared_data


async def test_every_hard_name_is_found_by_itself_and_by_each_of_its_parts(sales: Client) -> None:
    with shared_data("names/names.csv").open(encoding="utf-8") as file:
        people = list(csv.DictReader(file))
    for row in people:
        await making.customer(
            sales, firstName=row["given"], middleName=row["middle"], lastName=row["family"]
        )
    for row in people:
        parts = [nfc(row[part]) for part in ("given", "middle", "family") if row[part]]
        for text in (" ".join(parts), " ".join(reversed(parts))):
            found = await names(sales, text, first=100)
            assert any(all(part in name for part in parts) for name in found), (text, found)


async def test_every_naughty_string_is_only_a_text_to_look_for(sales: Client) -> None:
    await making.customer(sales, lastName="Krall")
    for text in json.loads(shared_data("names/blns.json").read_text(encoding="utf-8")):
        await names(sales, text)
    assert await names(sales, "krall") == ["Zofia Krall"]


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Достоевский", "достоев"),
        ("Müller-Lüdenscheidt", "mueller luedenscheidt"),
        ("O’Connor", "o'connor"),
        ("Żółć", "zolc"),
        ("İnönü", "inonu"),
        ("Ærøskøbing", "aeroskobing"),
        ("Ţepeş", "Țepeș"),
    ],
)
async def test_a_name_is_found_as_people_can_type_it(
    sales: Client, stored: str, typed: str
) -> None:
    await making.customer(sales, firstName="Jo", lastName=stored)
    assert await names(sales, typed) == [f"Jo {stored}"]


async def test_a_japanese_or_chinese_name_is_found_written_together(sales: Client) -> None:
    await making.customer(sales, firstName="小龙", lastName="李")
    await making.customer(sales, firstName="ﾀﾛｳ", lastName="ﾔﾏﾀﾞ")
    assert await names(sales, "李小龙") == ["李小龙"]
    assert len(await names(sales, "ヤマダ タロウ")) == 1
