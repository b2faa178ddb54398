"""What the earlier rows of a trial run would have done, so that later rows meet it."""

from collections import defaultdict
from collections.abc import Iterable

from backend.importing.decisions import Decision, Said, Verdict
from backend.importing.holdings import Holding, Index, freeze, keys_of_holding, keys_of_row, thaw
from backend.importing.prepared import Prepared


class Overlay:
    """Planned customers and companies by their keys: some 1,000 bytes for each row that writes."""

    def __init__(self) -> None:
        self._frozen: dict[tuple[str, int], bytes] = {}
        self._by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.next_id = -1
        self.said = Said()

    def lay_over(self, index: Index, rows: Iterable[Prepared]) -> None:
        """Put whoever these rows could be about, as planned, in the place of what is held."""
        wanted: set[tuple[str, int]] = set(index.holdings) & set(self._frozen)
        for row in rows:
            for key in keys_of_row(row):
                wanted.update((row.kind, pk) for pk in self._by_key.get((row.kind, key), ()))
            for tie in row.companies:
                for key in (f"x:{tie.key}", f"s:{tie.sort_key}"):
                    found = self._by_key.get(("Company", key), ())
                    wanted.update(("Company", pk) for pk in found)
        for name in wanted:
            index.add(thaw(self._frozen[name]))

    def keep(self, decisions: Iterable[Decision], next_id: int) -> None:
        """Remember what a block of rows would have written."""
        self.next_id = next_id
        for decision in decisions:
            if decision.verdict in (Verdict.CREATE, Verdict.UPDATE) and decision.holding:
                self._keep(decision.holding)
                for company, _ in decision.companies:
                    if company.id < 0:
                        self._keep(company)

    def _keep(self, holding: Holding) -> None:
        self._frozen[holding.kind, holding.id] = freeze(holding)
        for key in keys_of_holding(holding):
            ids = self._by_key[holding.kind, key]
            if holding.id not in ids:
                ids.append(holding.id)
