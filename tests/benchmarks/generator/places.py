"""Addresses and telephone calls of generated people, for the screens that show them."""

from collections.abc import Iterator
from datetime import timedelta

from tests.benchmarks.generator.people import NOW, People, Row

CITIES = (
    ("PL", "Gdańsk", "80-001"), ("DE", "Leipzig", "04109"), ("FR", "Nantes", "44000"),
    ("ES", "Donostia", "20003"), ("SE", "Malmö", "21119"), ("GB", "Bristol", "BS1 4ST"),
)  # fmt: skip


def location_rows(people: People) -> Iterator[Row]:
    """A place for each customer."""
    for key in people.customers:
        country, city, code = CITIES[key % len(CITIES)]
        street = f"Street {(key * 13) % 999 + 1}"
        yield {"id": key, "country": country, "city": city, "postal_code": code, "street": street}


def address_rows(people: People) -> Iterator[Row]:
    """Everybody at home in their own place."""
    for key in people.customers:
        yield {"customer_id": key, "location_id": key, "label": "home", "use": "home"}


def call_rows(people: People, line_id: int) -> Iterator[Row]:
    """Two ended calls for every customer, over the last year."""
    for key in _calls(people):
        raised = NOW - timedelta(seconds=(key * 7919) % 31_536_000)
        yield {
            "id": key,
            "line_id": line_id,
            "external_id": f"generated-{key}",
            "direction": ("incoming", "outgoing")[key % 2],
            "state": "ended",
            "rank": 9,
            "outcome": "completed",
            "raised_at": raised,
            "answered_at": raised + timedelta(seconds=5),
            "ended_at": raised + timedelta(seconds=5 + key % 600),
        }


def call_party_rows(people: People) -> Iterator[Row]:
    """Whose calls they were."""
    for key in _calls(people):
        yield {"call_id": key, "customer_id": people.customers[0] + (key - _calls(people)[0]) // 2}


def _calls(people: People) -> range:
    first = 2 * people.customers[0]
    return range(first, first + 2 * len(people.customers))
