"""What is asked of the search, drawn from the people it is asked about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import asyncpg

from backend.accounts.actor import Actor
from backend.core.database import fetch
from tests.benchmarks.generator.people import People

COMMON = "common words"
WORDS = ("smith", "sm", "ma", "li", "jo sm", "systems", "anna", "anna ko", "202", "48")

PEOPLE = """
SELECT c.id, c.number, c.first_name, c.last_name, c.id_number,
       (SELECT p.e164 FROM phone_number p WHERE p.customer_id = c.id AND p.main) AS e164,
       (SELECT e.typed FROM email_address e WHERE e.customer_id = c.id AND e.main) AS email,
       (SELECT o.name FROM affiliation a JOIN company o ON o.id = a.company_id
         WHERE a.customer_id = c.id LIMIT 1) AS company
  FROM customer c
 WHERE c.account_id = current_account() AND c.id = ANY ($1::bigint[])
   AND length(c.first_name) > 3 AND length(c.last_name) > 3
"""


@dataclass(frozen=True, slots=True)
class Query:
    """A text, its kind, and the customer it is meant to find."""

    kind: str
    text: str
    meant: int | None = None


def _slipped(random: Random, word: str) -> str:
    """A word with two letters swapped, one left out, or one doubled."""
    at = random.randrange(1, len(word) - 1)
    return random.choice(
        [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        ]
    )


def _kinds(random: Random) -> dict[str, Callable[[asyncpg.Record], str | None]]:
    return {
        "last name": lambda p: p["last_name"],
        "first and last": lambda p: f"{p['first_name']} {p['last_name']}",
        "last and first": lambda p: f"{p['last_name']} {p['first_name']}",
        "three letters of each": lambda p: f"{p['first_name'][:3]} {p['last_name'][:3]}",
        "beginning of an e-mail": lambda p: p["email"] and p["email"].split("@")[0] + "@",
        "last six digits": lambda p: p["e164"][-6:],
        "whole number, spaced": lambda p: f"{p['e164'][:3]} {p['e164'][3:6]} {p['e164'][6:]}",
        "company": lambda p: p["company"],
        "client number": lambda p: str(p["number"]),
        "identity number": lambda p: p["id_number"] or None,
        "slip in the last name": lambda p: f"{p['first_name']} {_slipped(random, p['last_name'])}",
    }


async def queries(actor: Actor, people: People, each: int, random: Random) -> list[Query]:
    """That many of every kind, about people drawn at random, and the common words."""
    ids = random.sample(people.customers, min(each * 12, len(people.customers)))
    rows: Sequence[asyncpg.Record] = await fetch(actor.account_id, PEOPLE, ids)
    asked = []
    for kind, text_of in _kinds(random).items():
        known = [(text_of(row), row["id"]) for row in random.sample(list(rows), len(rows))]
        asked += [Query(kind, text, key) for text, key in _first(known, each)]
    return [*asked, *(Query(COMMON, word) for word in WORDS)]


def _first(known: Sequence[tuple[str | None, int]], each: int) -> list[tuple[str, int]]:
    return [(text, key) for text, key in known if text][:each]
