"""Slips of typing: which words of an account's names somebody may have meant."""

from collections.abc import Iterable, Mapping, Sequence

CAREFUL = 8
"""From this length on a word may be two letters off, below it one."""
MOST = 8
"""Words tried in the place of one."""


def distance(typed: str, word: str, most: int) -> tuple[int, int]:
    """How many letters are wrong, missing, too many or swapped with their neighbour.

    Optimal string alignment (Damerau 1964), against the whole word and against its best beginning
    (people search while they type). Both are cut at `most + 1`.
    """
    beyond = most + 1
    if len(typed) - len(word) > most:
        return beyond, beyond
    two_before: list[int] = []
    before = list(range(len(word) + 1))
    last = ""
    for i, letter in enumerate(typed, 1):
        row = [i]
        left = i
        for j, other in enumerate(word):
            # Every row is a loop of some thousand turns a search: comparisons, not min().
            best = before[j] if letter == other else before[j] + 1
            if left >= best:
                left = best
            else:
                left += 1
            if before[j + 1] < left:
                left = before[j + 1] + 1
            if j and i > 1 and letter == word[j - 1] and last == other:
                left = min(left, two_before[j - 1] + 1)
            row.append(left)
        if min(row) > most:
            return beyond, beyond
        two_before, before, last = before, row, letter
    return min(before[-1], beyond), min(*before, beyond)


def meant(typed: str, known: Sequence[str]) -> tuple[str, ...]:
    """The known words that `typed` may stand for, the likeliest first; `known` is sorted by likeness."""
    most = 2 if len(typed) >= CAREFUL else 1
    found: list[tuple[int, int, str]] = []
    for place, word in enumerate(known):
        whole, beginning = distance(typed, word, most)
        # A beginning counts as half a slip more: the whole word is likelier.
        likeness = min(2 * whole, 2 * beginning + 1)
        if 0 < likeness <= 2 * most + 1 and not word.startswith(typed):
            found.append((likeness, place, word))
    nearest = min((likeness for likeness, _, _ in found), default=0) // 2
    return tuple(word for likeness, _, word in sorted(found)[:MOST] if likeness // 2 <= nearest)


def corrections(
    typed: Iterable[str], near: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """What to try in the place of each word.

    A word that some name begins with is taken to be right, unless all of them are and it is their
    meeting that nobody bears (`Jon Smith` where there is a John Smith and a Jones).
    """
    words = list(typed)
    strange = [w for w in words if not any(known.startswith(w) for known in near.get(w, ()))]
    tried = {word: meant(word, near.get(word, ())) for word in strange or words}
    return {word: others for word, others in tried.items() if others}
