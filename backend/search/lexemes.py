"""A query in the lexemes of the search documents (their classes: migrations/search_0006)."""

from collections.abc import Iterable
from dataclasses import dataclass

from backend.core.text import is_cjk, words
from backend.search.query import FEWEST_DIGITS, Digits, Email, Query, Term, Word

LONGEST = 100
"""Characters of a lexeme; documents are cut at the same length, class letter included."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose documents are searched, and what of them the searcher may find people by."""

    account_id: int
    companies: bool = True
    papers: bool = True


@dataclass(frozen=True, slots=True)
class Conditions:
    """Texts of `tsquery`, the narrowest first; None finds nothing.

    Words of a name must begin with each of `in_name`; it is ranked by `words`.
    """

    exact: str | None
    whole: str | None
    beginning: str | None
    alone: str | None
    in_name: tuple[str, ...]
    words: tuple[str, ...]


class Writer:
    """Writes terms as conditions on lexemes."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight

    def conditions(self, query: Query) -> Conditions:
        """What to ask the database for."""
        letters = [word for word in query.words if word.is_initial]
        others = [term for term in query.terms if term not in letters]
        terms = others or list(query.terms)
        alone = any_of(self._alone(query))
        whole = [self._term(term, beginning=False) for term in terms]
        begun = [self._term(term, beginning=True) for term in terms]
        return Conditions(
            exact=any_of(self._exact(query)),
            whole=any_of([all_of(whole), self._is("i", query.paper)]),
            beginning=any_of([all_of(begun), alone]),
            alone=alone,
            in_name=self._in_name(query, letters if others else []),
            words=_weighed(query.words),
        )

    def _in_name(self, query: Query, letters: Iterable[Word]) -> tuple[str, ...]:
        """Documents do not tell a company's words from one's own; the name itself does."""
        return tuple(word.typed for word in (letters if self._sight.companies else query.words))

    def _is(self, kind: str, text: str) -> str | None:
        return self._lexeme(kind + text) if text else None

    def _begins(self, kind: str, text: str) -> str | None:
        return self._lexeme(kind + text) + ":*" if text else None

    def _lexeme(self, lexeme: str) -> str:
        """Quoted for `tsquery`, its account in front."""
        quoted = lexeme[:LONGEST].replace("\\", "\\\\").replace("'", "''")
        return f"'{int(self._sight.account_id)}:{quoted}'"

    def _exact(self, query: Query) -> list[str | None]:
        """The whole text as one identifier that names its bearer."""
        found = [self._is("i", query.paper)]
        only = query.terms[0] if len(query.terms) == 1 else None
        if isinstance(only, Digits):
            found += [self._is("d", number) for number in only.e164]
            found.append(self._is("n", only.typed))
        if isinstance(only, Email):
            found.append(self._is("e", only.normalised))
        return found

    def _alone(self, query: Query) -> list[str | None]:
        # Whoever may not reveal an identity number must not find it out digit by digit either.
        paper = self._begins if self._sight.papers else self._is
        return [paper("i", query.paper), self._begins("e", query.local)]

    def _term(self, term: Term, *, beginning: bool) -> str | None:
        if isinstance(term, Word):
            return self._word(term, beginning=beginning)
        if isinstance(term, Email):
            return self._email(term, beginning=beginning)
        return self._digits(term, beginning=beginning)

    def _word(self, word: Word, *, beginning: bool) -> str | None:
        match = self._begins if beginning else self._is
        found = [match("w", text) for text in (word.typed, *word.others)]
        found += [self._is("w", text) for text in word.corrected]
        if is_cjk(word.typed):
            found += [
                all_of([match("w", word.typed[:cut]), match("w", word.typed[cut:])])
                for cut in range(1, min(len(word.typed), 8))
            ]
        return any_of(found)

    def _email(self, email: Email, *, beginning: bool) -> str | None:
        if not beginning:
            return any_of([self._is("e", email.normalised), self._is("e", email.typed)])
        found = [self._is("e", email.normalised), self._begins("e", email.typed)]
        if len(email.domain) > 1:
            pieces = [self._begins("w", piece) for piece in words(email.local)]
            found.append(all_of([*pieces, self._begins("e", email.domain)]))
        if self._sight.companies:
            named = [self._word(Word(word), beginning=True) for word in words(email.typed)]
            found.append(all_of(named))
        return any_of(found)

    def _digits(self, term: Digits, *, beginning: bool) -> str | None:
        found = [self._is("d", number) for number in term.e164]
        found.append(self._is("n", term.typed))
        if self._sight.companies:
            pieces = [self._word(Word(piece), beginning=beginning) for piece in term.pieces]
            found.append(all_of(pieces))
        if beginning:
            found.append(self._begins("n", term.typed))
            if len(term.typed) >= FEWEST_DIGITS:
                found += [self._begins("d", digits) for digits in term.beginnings]
            found += [self._begins("r", digits[::-1]) for digits in term.endings]
        return any_of(found)


def any_of(conditions: Iterable[str | None]) -> str | None:
    """At least one of those that there are."""
    given = list(dict.fromkeys(condition for condition in conditions if condition))
    return f"({' | '.join(given)})" if given else None


def all_of(conditions: Iterable[str | None]) -> str | None:
    """Each one; none where one cannot be met."""
    given = list(conditions)
    if not given or None in given:
        return None
    return f"({' & '.join(dict.fromkeys(str(condition) for condition in given))})"


def _weighed(words: Iterable[Word]) -> tuple[str, ...]:
    """The words a name is ranked by; what was typed counts twice what was put in its place."""
    typed = [word.typed for word in words]
    other = [text for word in words for text in (*word.others, *word.corrected)]
    return (*typed, *typed, *other) if other else tuple(typed)
