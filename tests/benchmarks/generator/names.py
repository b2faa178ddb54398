"""Pools of names in which some are common and most are rare, as in a telephone book."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from backend.core.text import index_words, sort_key
from backend.demo.places import countries

STARTS = "B Br D Dr F G Gr H J K Kl Kr L M N P R S Sch St T Tr V W Z Č Ł Ö É".split()
MIDDLES = "a e i o u ai au ei ie ou ä ö å é ó".split()
STOPS = "b d g k l ll m mb n nd ng p r rd rt s st t v z ž ń".split()
ENDS = "a ák berg czyk e en er ez i ić ini ius man o ova s sen ski son ström ton ý".split()


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its keys and its Latin letters, made once for all who bear it."""

    text: str
    sort: str
    words: frozenset[str]
    latin: str


@dataclass(frozen=True, slots=True)
class Pool:
    """Names and the sums of their weights: the n-th is borne about 1/(n + 8)^0.85 as often."""

    names: Sequence[Name]
    sums: Sequence[float]

    def draw(self, random: Random, count: int) -> list[Name]:
        """That many, the common ones often."""
        return random.choices(self.names, cum_weights=self.sums, k=count)


def given_names(random: Random) -> Pool:
    """About 3,000 given names: those of the demonstration's countries first."""
    known = [word.text for c in countries() for kind in c.given.values() for word in kind]
    return _pool(random, known, 3_000)


def family_names(random: Random, count: int = 20_000) -> Pool:
    """Family names; an account of a million people has some 20,000 different ones."""
    known = [word.text for c in countries() for kind in c.family.values() for word in kind]
    return _pool(random, ["Smith", *known], count)


def _pool(random: Random, known: Sequence[str], count: int) -> Pool:
    texts = dict.fromkeys(filter(None, known))
    while len(texts) < count:
        middle = random.choice(MIDDLES) + random.choice(STOPS)
        more = random.choice(MIDDLES) + random.choice(STOPS) if random.random() < 0.5 else ""
        texts[random.choice(STARTS) + middle + more + random.choice(ENDS)] = None
    names = [_name(text) for text in list(texts)[:count]]
    return Pool(names, list(accumulate((n + 8) ** -0.85 for n in range(len(names)))))


def _name(text: str) -> Name:
    latin = "".join(char for char in sort_key(text) if char.isascii() and char.isalpha())
    return Name(text, sort_key(text), frozenset(index_words(text)), latin or "x")
