"""Invented people and companies, each valid by the rules every real one must pass."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from backend.contact_points.addresses import Place
from backend.contact_points.emails import ParsedEmail, parse_email
from backend.contact_points.phones import ParsedPhone
from backend.demo import texts
from backend.demo.draw import Numbers, place, slug
from backend.demo.places import City, Country, Word, countries


@dataclass(frozen=True, slots=True)
class Reach:
    """How a party is reached: each entry is its label and the thing itself, the main one first."""

    phones: tuple[tuple[str, ParsedPhone], ...] = ()
    emails: tuple[tuple[str, ParsedEmail], ...] = ()
    addresses: tuple[tuple[str, str, Place], ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A customer or a contact; `sex` follows the given name."""

    first: str
    middle: str
    last: str
    sex: str
    country: Country
    birthday: date | None
    reach: Reach


@dataclass(frozen=True, slots=True)
class Business:
    """A company; `slug` is its domain under .example."""

    name: str
    slug: str
    industry: str
    country: Country
    city: City
    reach: Reach


@dataclass(slots=True)
class Inventor:
    """Makes people and companies; numbers and e-mail addresses never repeat."""

    random: Random
    today: date
    numbers: Numbers = field(init=False)
    _taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.numbers = Numbers(self.random)

    def customers(self, count: int) -> list[Person]:
        """So many people of many countries, in no order."""
        # Country by country: the numbering plans' expressions of all do not fit Python's cache.
        homes = sorted((self._home() for _ in range(count)), key=lambda home: home[0].code)
        people = [self._customer(*home) for home in homes]
        self.random.shuffle(people)
        return people

    def _customer(self, country: Country, city: City) -> Person:
        """A person with a telephone, mostly with e-mail and an address, sometimes with several."""
        sex, first, middle, last = self._name(country)
        reach = Reach(
            phones=tuple(self._phones(country, city)),
            emails=tuple(self._emails(first, last)),
            addresses=tuple(self._addresses(country, city)),
        )
        return Person(first.text, middle, last.text, sex, country, self._birthday(), reach)

    def contact(self, company: Business | None) -> Person:
        """Somebody at a company, of the company's country, with an address under its domain."""
        country, city = (company.country, company.city) if company else self._home()
        sex, first, middle, last = self._name(country)
        last = last if last.text else first  # a contact needs both
        domain = company.slug if company else self.random.choice(texts.PROVIDERS)
        phones = [("mobile", self.numbers.draw(country, city, "mobile"))]
        reach = Reach(phones=tuple(phones), emails=(("work", self._email(first, last, domain)),))
        return Person(first.text, middle, last.text, sex, country, None, reach)

    def company(self) -> Business:
        """A company named after a family or a city, with a switchboard."""
        country, city = self._home()
        family = self.random.choice([w for w in country.family["male"] if w.text])
        given = self.random.choice(country.given["male"])
        pattern = self.random.choice(country.companies)
        name = pattern.format(family=family.text, city=city.name, given=given.text)
        latin = slug(pattern.format(family=family.latin, city=slug(city.name), given=given.latin))
        domain = self._once(latin or slug(family.latin) or "company")
        email = parse_email(f"office@{domain}.example")
        reach = Reach(
            phones=(("switchboard", self.numbers.draw(country, city, "switchboard")),),
            emails=(("office", email),),
            addresses=(("Head office", "billing", place(self.random, country, city)),),
        )
        industry = self.random.choice(texts.INDUSTRIES)
        return Business(name, domain, industry, country, city, reach)

    def _home(self) -> tuple[Country, City]:
        every = countries()
        country = self.random.choices(every, [c.share for c in every])[0]
        return country, self.random.choice(country.cities)

    def _name(self, country: Country) -> tuple[str, Word, str, Word]:
        sex = self.random.choice(("female", "male"))
        middle = country.middle[sex]
        # Patronymics belong to the name; where they are second names, a third of people have one.
        has_middle = bool(middle) and (country.code in {"UA", "EG"} or self.random.random() < 0.3)
        return (
            sex,
            self.random.choice(country.given[sex]),
            self.random.choice(middle).text if has_middle else "",
            self.random.choice(country.family[sex]),
        )

    def _birthday(self) -> date | None:
        days = self.random.randint(18 * 365, 92 * 365)
        return self.today - timedelta(days=days) if self.random.random() < 0.6 else None

    def _phones(self, country: Country, city: City) -> Iterable[tuple[str, ParsedPhone]]:
        yield "mobile", self.numbers.draw(country, city, "mobile")
        labels = [label for label, _ in texts.EXTRA_NUMBERS]
        weights = [weight for _, weight in texts.EXTRA_NUMBERS]
        more = self.random.choices((0, 1, 2), (5, 4, 1))[0]
        for label in dict.fromkeys(self.random.choices(labels, weights, k=more)):
            yield label, self.numbers.draw(country, city, label)

    def _emails(self, first: Word, last: Word) -> Iterable[tuple[str, ParsedEmail]]:
        if self.random.random() < 0.85:
            yield "", self._email(first, last, self.random.choice(texts.PROVIDERS))
        if self.random.random() < 0.1:
            yield "old", self._email(first, last, self.random.choice(texts.PROVIDERS))

    def _addresses(self, country: Country, city: City) -> Iterable[tuple[str, str, Place]]:
        if self.random.random() < 0.9:
            yield "Home", "home", place(self.random, country, city)
        if self.random.random() < 0.2:
            label, use = self.random.choice(texts.EXTRA_ADDRESSES)
            yield label, use, place(self.random, country, self.random.choice(country.cities))

    def _email(self, first: Word, last: Word, domain: str) -> ParsedEmail:
        name = f"{slug(first.latin)}.{slug(last.latin)}".strip(".") or "post"
        return parse_email(f"{self._once(name, domain)}@{domain}.example")

    def _once(self, name: str, domain: str = "") -> str:
        count = 1
        while (unique := name if count == 1 else f"{name}{count}") + "@" + domain in self._taken:
            count += 1
        self._taken.add(f"{unique}@{domain}")
        return unique
