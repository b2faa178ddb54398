"""Telephony of a process: it runs the lines whenever it is the one that leads."""

from datetime import datetime

from backend.telephony.leading import lead
from backend.telephony.switchboard import Switchboard


async def run_telephony(url: str, *, origin: str) -> None:
    """Run the telephone lines while this process leads, until cancelled.

    `url` is the database's as `kith_app`, `origin` the public address providers call back.
    """

    async def work(began: datetime) -> None:
        await Switchboard(origin=origin).run(began)

    await lead(url, work)
