"""The whole demonstration, before it meets a database: who exists, who knows whom, who called."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

from backend.custom_fields.types import RecordKind
from backend.demo import texts
from backend.demo.own import filled_in
from backend.demo.people import Business, Inventor, Person

SEED = 20261121
SPAN = 900  # days since the first of them came
MOST = 20_000  # customers: then the ranges of numbers that are kept for fiction begin to run out


@dataclass(frozen=True, slots=True)
class Record:
    """Something somebody made: `by` counts users, `values` are its columns beside the name."""

    who: Person | Business | str
    made: datetime
    by: int
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tie:
    """A person (of `kind` customer or contact) in a company or on a project, all by their place."""

    kind: str
    person: int
    to: int
    role: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the last weeks; seconds from the first ring, `answered` None where nobody was."""

    kind: str | None
    person: int
    incoming: bool
    at: datetime
    answered: int | None
    ended: int
    by: int | None
    note: str


@dataclass(slots=True)
class World:
    """Lists whose places are the references; the loader turns places into ids."""

    companies: list[Record] = field(default_factory=list)
    customers: list[Record] = field(default_factory=list)
    contacts: list[Record] = field(default_factory=list)
    projects: list[Record] = field(default_factory=list)
    affiliations: list[Tie] = field(default_factory=list)
    participations: list[Tie] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)


def invent(customers: int, now: datetime, seed: int = SEED) -> World:
    """Invent an account with so many customers; the same arguments give the same world."""
    random = Random(seed)  # noqa: S311 - an invention, no secret
    inventor = Inventor(random, now.date())
    world = World()
    for made in _moments(random, now - timedelta(days=SPAN), max(3, customers // 12)):
        world.companies.append(_record(random, made, inventor.company()))
    people = inventor.customers(customers)
    for made, person in zip(_moments(random, now, customers), people, strict=True):
        world.customers.append(_record(random, made, person, _wishes(random)))
    for made in _moments(random, now, max(4, customers // 6)):
        _contact(random, made, inventor, world)
    _memberships(random, world)
    for made in _moments(random, now, max(3, customers // 40)):
        _project(random, made, world)
    world.calls = sorted(_calls(random, now, world), key=lambda call: call.at)
    _own(random, world)
    return world


def _own(random: Random, world: World) -> None:
    """What the records say in the account's own fields."""
    world.customers = filled_in(random, RecordKind.CUSTOMER, world.customers)
    world.contacts = filled_in(random, RecordKind.CONTACT, world.contacts)
    world.companies = filled_in(random, RecordKind.COMPANY, world.companies)
    world.projects = filled_in(random, RecordKind.PROJECT, world.projects)


def _moments(random: Random, now: datetime, count: int) -> list[datetime]:
    """Instants of the last years in their order, more of them lately: an account that grows."""
    days = (int(SPAN * random.random() ** 2) + 1 for _ in range(count))
    return sorted(_working_hour(random, now, day) for day in days)


def _record(
    random: Random, made: datetime, who: Person | Business | str, values: Any = None
) -> Record:
    return Record(who, made, random.randrange(5), values or {})


def _working_hour(random: Random, now: datetime, days_ago: int) -> datetime:
    """An instant between eight and seven o'clock, and never in the future."""
    day = (now - timedelta(days=days_ago)).date()
    return datetime.combine(day, time(8), UTC) + timedelta(seconds=random.randrange(11 * 3600))


def _wishes(random: Random) -> dict[str, Any]:
    """Group, flags and notes: most customers have none, as in life."""

    def seldom(chance: float) -> bool:
        return random.random() < chance

    wishes: dict[str, Any] = {
        "group": random.choices(range(5), (60, 14, 10, 5, 1))[0] if seldom(0.7) else None,
        "store": random.choices(range(3), (5, 3, 2))[0],
        "operator": random.randrange(1, 4) if seldom(0.25) else None,
        "source": random.choice(("telephone", "web", "store", "referral", "event", "import")),
        "newsletter": not seldom(0.2),
        "promotional_sms": seldom(0.1),
        "do_not_call": seldom(0.03),
        "do_not_email": seldom(0.03),
        "blocked": seldom(0.01),
        "contact_preference": random.choice(("any", "any", "any", "email", "mobile_phone")),
        "discount": random.choice((5, 7.5, 20)) if seldom(0.05) else None,
        "payment_days": random.choice((14, 30, 60)) if seldom(0.15) else None,
        "notes": random.choice(texts.NOTES) if seldom(0.3) else "",
        "target_information": random.choice(texts.TARGETS) if seldom(0.1) else "",
    }
    return {name: value for name, value in wishes.items() if value is not None}


def _contact(random: Random, made: datetime, inventor: Inventor, world: World) -> None:
    place = len(world.contacts)
    to = random.randrange(len(world.companies)) if random.random() < 0.9 else None
    business = world.companies[to].who if to is not None else None
    person = inventor.contact(business if isinstance(business, Business) else None)
    job = random.choice(texts.JOBS)
    world.contacts.append(_record(random, made, person, {"job_title": job}))
    if to is not None:
        world.affiliations.append(Tie("contact", place, to, job, main=True))


def _memberships(random: Random, world: World) -> None:
    """Every fourth customer belongs to a company, a few to two."""
    for place in range(len(world.customers)):
        count = random.choices((0, 1, 2), (75, 22, 3))[0]
        for n, to in enumerate(random.sample(range(len(world.companies)), count)):
            role = random.choice(texts.JOBS)
            world.affiliations.append(Tie("customer", place, to, role, main=n == 0))


def _project(random: Random, made: datetime, world: World) -> None:
    place, to = len(world.projects), random.randrange(len(world.companies))
    business = world.companies[to].who
    assert isinstance(business, Business)  # noqa: S101 - for the type checker
    record = _record(random, made, f"{random.choice(texts.PROJECTS)}, {business.city.name}")
    starts = made.date() + timedelta(days=random.randint(5, 60))
    record.values.update(
        company=to,
        stage=random.choice(texts.STAGES),
        starts_on=starts,
        ends_on=starts + timedelta(days=random.randint(20, 300)),
        value_minor=random.randint(12, 900) * 10_000,
        value_currency="EUR",
    )
    world.projects.append(record)
    people = [("customer", n) for n in random.sample(range(len(world.customers)), 2)]
    people += [("contact", n) for n in random.sample(range(len(world.contacts)), 2)]
    for kind, person in people:
        world.participations.append(Tie(kind, person, place, random.choice(texts.PARTS)))


def _calls(random: Random, now: datetime, world: World) -> Iterator[Call]:
    """Four weeks of calls, mostly with people we know, the last of them within the last hours."""
    for n in range(len(world.customers) * 3 // 5):
        kind = random.choices(("customer", "contact", None), (80, 15, 5))[0]
        people = world.contacts if kind == "contact" else world.customers
        at = _working_hour(random, now, random.randint(1, 28))
        if n < 12:
            at = now - timedelta(minutes=random.randint(3, 240))
        ring = random.randint(4, 28)
        talk = random.randint(20, 900) if random.random() < 0.78 else 0
        yield Call(
            kind=kind,
            person=random.randrange(len(people)),
            incoming=kind is None or random.random() < 0.65,
            at=at,
            answered=ring if talk else None,
            ended=ring + talk,
            by=random.randrange(5) if talk else None,
            note=random.choice(texts.CALL_NOTES) if talk and random.random() < 0.35 else "",
        )
