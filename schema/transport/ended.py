"""A stream of events over HTTP ends when the sign-in it stands on ends."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

from backend.accounts.actor import Actor
from backend.accounts.connections import connections


def while_signed_in(
    actor: Actor, stream: Callable[[], AsyncIterator[str]]
) -> Callable[[], AsyncIterator[str]]:
    """The same stream, for as long as the actor's sign-in stands and allows the same.

    It runs in one task of its own, whose cancelling is the end: a generator resumed from several
    tasks would find its context variables strange.
    """

    async def guarded() -> AsyncIterator[str]:
        chunks: asyncio.Queue[str | None] = asyncio.Queue()

        async def pump() -> None:
            async with contextlib.aclosing(stream()) as source:  # type: ignore[type-var]
                async for chunk in source:
                    chunks.put_nowait(chunk)
                    await chunks.join()  # no faster than it is read

        running = asyncio.create_task(pump(), name="event stream")
        running.add_done_callback(lambda _: chunks.put_nowait(None))
        entry = connections.join(actor, running.cancel)
        try:
            while (chunk := await chunks.get()) is not None:
                yield chunk
                chunks.task_done()
        finally:
            connections.leave(entry)
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running

    return guarded
