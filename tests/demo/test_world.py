"""The invented people are plausible, valid, unique, and the same for the same seed."""

from datetime import UTC, datetime

import pytest

from backend.contact_points.addresses import check
from backend.contact_points.emails import parse_email
from backend.contact_points.phones import Validity, parse_phone
from backend.demo.places import countries
from backend.demo.world import World, invent

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def world() -> World:
    return invent(2000, NOW)


def reaches(world: World):
    for record in (*world.customers, *world.contacts, *world.companies):
        yield record.who.country.code, record.who.reach


def test_the_same_seed_invents_the_same_world():
    assert invent(50, NOW) == invent(50, NOW)
    assert invent(50, NOW) != invent(50, NOW, seed=2)


def test_every_number_is_valid_and_nobody_elses(world):
    seen = set()
    for region, reach in reaches(world):
        for _, phone in reach.phones:
            read = parse_phone(phone.typed, region)
            assert (read.e164, read.validity) == (phone.e164, Validity.VALID)
            assert phone.e164 not in seen
            seen.add(phone.e164)
    assert len(seen) > 3000


def test_every_address_is_one_its_country_takes_as_it_stands(world):
    for _, reach in reaches(world):
        for _, _, place in reach.addresses:
            assert check(place).place == place


def test_every_email_leads_nowhere_and_is_nobody_elses(world):
    every = [email for _, reach in reaches(world) for _, email in reach.emails]
    assert all(email.normalised.endswith(".example") for email in every)
    assert all(parse_email(email.typed).normalised == email.normalised for email in every)
    assert len({email.normalised for email in every}) == len(every)


def test_every_country_has_people(world):
    found = {record.who.country.code for record in world.customers}
    assert found == {country.code for country in countries()}


def test_names_keep_their_scripts_and_customs(world):
    people = [record.who for record in world.customers]
    women = [p for p in people if p.country.code == "PL" and p.sex == "female"]
    assert women
    assert not any(p.last.endswith(("ski", "cki")) for p in women)
    assert all(p.middle.endswith(("вна", "вич")) for p in people if p.country.code == "UA")
    assert any(p.country.code == "ID" and not p.last for p in people)
    assert any("一" <= p.last[:1] <= "鿿" for p in people if p.country.code == "JP")


def test_nothing_happens_in_the_future_and_calls_are_recent(world):
    assert all(record.made <= NOW for record in (*world.customers, *world.projects))
    assert all((NOW - call.at).days <= 28 and call.at <= NOW for call in world.calls)
    assert world.calls == sorted(world.calls, key=lambda call: call.at)


def test_ties_lead_to_somebody(world):
    sizes = {"customer": len(world.customers), "contact": len(world.contacts)}
    assert all(t.person < sizes[t.kind] and t.to < len(world.companies) for t in world.affiliations)
    assert all(
        t.person < sizes[t.kind] and t.to < len(world.projects) for t in world.participations
    )
    mains = [(t.kind, t.person) for t in world.affiliations if t.main]
    assert len(mains) == len(set(mains))
