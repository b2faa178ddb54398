"""Fill a database of one's own: `python -m tests.benchmarks.generator 100000`, then serve it.

The addresses are those of `kith settings` (KITH_OWNER_DATABASE_URL); the database must be empty.
"""

import argparse
import asyncio
import time

from backend.core.migrate import migrate
from backend.core.postgres import database
from backend.core.settings import Settings
from tests.benchmarks.generator.filling import fill


def main() -> None:
    """Migrate, fill, and print a token of the largest account's administrator."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.generator")
    parser.add_argument("customers", type=int, help="how many customers, all accounts together")
    given = parser.parse_args()
    with database(Settings.from_environment()) as urls:
        began = time.monotonic()
        asyncio.run(migrate(urls.owner_url))
        filled = asyncio.run(fill(urls.owner_url, given.customers))
        print(f"{given.customers:,} customers in {time.monotonic() - began:.0f} s")
        print(f"token of an administrator, for an hour: {filled[0].world.tokens['crm_admin']}")


if __name__ == "__main__":
    main()
