"""Who waits for which account in this process, and how other processes are told.

Nothing here carries an event: the table is the truth, the hub only says "look again".
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable


class Hub:
    """Wake-ups by account, inside one process."""

    def __init__(self) -> None:
        self._waiting: dict[int, set[asyncio.Event]] = defaultdict(set)
        self._waiting_for_any: set[asyncio.Event] = set()
        self.tell_others: Callable[[int], None] | None = None

    def join(self, account_id: int) -> asyncio.Event:
        """A bell that rings whenever the account may have new events."""
        bell = asyncio.Event()
        self._waiting[account_id].add(bell)
        return bell

    def leave(self, account_id: int, bell: asyncio.Event) -> None:
        """Forget a bell."""
        self._waiting[account_id].discard(bell)
        if not self._waiting[account_id]:
            del self._waiting[account_id]

    def join_all(self) -> asyncio.Event:
        """A bell that rings whenever any account may have new events: for those who serve all."""
        bell = asyncio.Event()
        self._waiting_for_any.add(bell)
        return bell

    def leave_all(self, bell: asyncio.Event) -> None:
        """Forget a bell of `join_all`."""
        self._waiting_for_any.discard(bell)

    def wake(self, account_id: int) -> None:
        """Ring the bells of one account, and those of all accounts."""
        for bell in (*self._waiting.get(account_id, ()), *self._waiting_for_any):
            bell.set()

    def wake_all(self) -> None:
        """Ring every bell: after a lost connection nobody knows what was missed."""
        for account_id in list(self._waiting):
            self.wake(account_id)
        for bell in self._waiting_for_any:
            bell.set()

    def committed(self, account_id: int) -> None:
        """A transaction of this process has added events."""
        self.wake(account_id)
        if self.tell_others is not None:
            self.tell_others(account_id)


hub = Hub()
