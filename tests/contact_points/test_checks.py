"""What is said beside a field before anything is saved (R035)."""

import asyncpg
import pytest

from tests.client import Client
from tests.contact_points.documents import customer
from tests.world import World

PHONE = """query ($number: String!, $region: String, $customer: ID) {
  phoneCheck(number: $number, region: $region, customer: $customer) {
    e164 extension national international region type validity message
    taken ownerDeleted masked label owner { id displayName } } }"""
EMAIL = """query ($address: String!, $customer: ID) {
  emailCheck(address: $address, customer: $customer) {
    address message taken ownerDeleted masked owner { displayName } } }"""
RULES = """query ($country: String!) { addressRules(country: $country) {
  country name postalCodeExamples postalCodePattern
  fields { name label required choices { value name latin } } } }"""


async def test_a_number_is_read_and_spelt(sales: Client) -> None:
    """In the account's country unless it says another."""
    found = (await sales.ask(PHONE, number="512 345 678 ext. 9"))["phoneCheck"]
    assert (found["e164"], found["extension"], found["region"]) == ("+48512345678", "9", "PL")
    assert (found["type"], found["validity"], found["message"]) == ("MOBILE", "VALID", "")
    assert found["national"] == "512 345 678 ext. 9"
    assert not found["taken"]
    british = (await sales.ask(PHONE, number="020 3456 7890", region="GB"))["phoneCheck"]
    assert british["international"] == "+44 20 3456 7890"


async def test_what_is_no_number_says_what_is_missing(sales: Client) -> None:
    """An answer, not an error: it is asked for at every pause of typing."""
    found = (await sales.ask(PHONE, number="58 55"))["phoneCheck"]
    assert found["message"] == "Five more digits for a +48 (Poland) number."
    assert (found["e164"], found["validity"], found["type"]) == (None, None, None)
    possible = (await sales.ask(PHONE, number="58 555 12"))["phoneCheck"]
    assert possible["validity"] == "POSSIBLE"
    assert possible["message"] == "Two more digits for a +48 (Poland) number."


async def test_it_names_who_has_the_number(sales: Client, admin: Client) -> None:
    """Deleted ones too, to be restored; but not the customer being edited."""
    party = await customer(sales, lastName="Kowalski", mobilePhone="512 345 678")
    found = (await sales.ask(PHONE, number="0048512345678"))["phoneCheck"]
    assert found["owner"] == {"id": party, "displayName": "Piotr Kowalski"}
    assert (found["taken"], found["ownerDeleted"], found["label"]) == (True, False, "mobile")
    assert found["message"] == "Piotr Kowalski has this number. Client 10001, “mobile”."
    own = (await sales.ask(PHONE, number="512345678", customer=party))["phoneCheck"]
    assert (own["taken"], own["message"]) == (False, "")
    await admin.ask("mutation ($id: ID!) { customerDelete(id: $id) { __typename } }", id=party)
    deleted = (await sales.ask(PHONE, number="512345678"))["phoneCheck"]
    assert (deleted["taken"], deleted["ownerDeleted"]) == (True, True)


async def test_it_masks_whom_the_viewer_may_not_see(
    sales: Client, world: World, owner: asyncpg.Connection
) -> None:
    """Somebody who may write contacts but not read customers learns that it is taken, no more."""
    await customer(sales, lastName="Kowalski", mobilePhone="512 345 678", email="p@k.example")
    await owner.execute(
        "UPDATE api_token SET scopes = '[\"contact:write\"]' WHERE user_id = $1",
        world.users["crm_marketeer"],
    )
    narrow = Client(sales.http, world.tokens["crm_marketeer"])
    phone = (await narrow.ask(PHONE, number="512 345 678"))["phoneCheck"]
    assert (phone["taken"], phone["masked"], phone["owner"], phone["label"]) == (
        True,
        True,
        None,
        "",
    )
    assert "Kowalski" not in phone["message"]
    assert phone["message"].endswith("Ask a manager to look at client 1••••.")
    email = (await narrow.ask(EMAIL, address="P@k.example"))["emailCheck"]
    assert (email["taken"], email["masked"], email["owner"]) == (True, True, None)


async def test_an_address_is_checked_the_same_way(sales: Client) -> None:
    """Its form, and who has it."""
    party = await customer(sales, lastName="Kowalski", email="piotr@kowalski.example")
    found = (await sales.ask(EMAIL, address="PIOTR@kowalski.example"))["emailCheck"]
    assert found["message"] == "Piotr Kowalski has this address. Client 10001."
    own = (await sales.ask(EMAIL, address="PIOTR@kowalski.example", customer=party))["emailCheck"]
    assert (own["taken"], own["message"]) == (False, "")
    bad = (await sales.ask(EMAIL, address="piotr"))["emailCheck"]
    assert (bad["address"], bad["message"]) == (None, "An e-mail address has an @; this has none.")


@pytest.mark.parametrize("document", [PHONE, EMAIL])
async def test_somebody_without_a_role_learns_nothing(
    sales: Client, world: World, document: str
) -> None:
    """A check would else be a way to look customers up."""
    stranger = Client(sales.http, world.tokens["none"])
    errors = await stranger.errors(document, number="512345678", address="a@b.example")
    assert "does not allow" in errors[0]["message"]


async def test_the_form_of_a_country(sales: Client) -> None:
    """Its fields in its order, with its words; an unknown code is a plain error."""
    rules = (await sales.ask(RULES, country="us"))["addressRules"]
    fields = {field["name"]: field for field in rules["fields"]}
    assert (rules["country"], rules["name"]) == ("US", "United States")
    assert list(fields) == ["recipient", "organisation", "street", "city", "region", "postalCode"]
    assert fields["postalCode"]["label"] == "ZIP code"
    assert {"value": "CA", "name": "California", "latin": ""} in fields["region"]["choices"]
    errors = await sales.errors(RULES, country="XX")
    assert errors[0]["message"] == "“XX” is not a country code."


async def test_the_list_of_countries(sales: Client) -> None:
    """By name, in the language asked for."""
    document = "query ($language: String) { countries(language: $language) { code name } }"
    english = (await sales.ask(document))["countries"]
    polish = (await sales.ask(document, language="pl"))["countries"]
    assert len(english) == len(polish) == 252
    assert {"code": "PL", "name": "Polska"} in polish
    assert [country["code"] for country in english[:2]] == ["AF", "AX"]
