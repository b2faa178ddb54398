"""For the machines around us: whether the process lives, whether it can serve, what it counted."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from tortoise.connection import get_connection

from backend.accounts.connections import connections
from backend.core import metrics
from backend.core.database import call_definer

PATIENCE = 2.0


async def healthz(_request: Request) -> Response:
    """200 as long as the process answers at all."""
    return PlainTextResponse("ok")


async def readyz(_request: Request) -> Response:
    """200 where the database answers, 503 with the kind of trouble where it does not."""
    try:
        async with asyncio.timeout(PATIENCE):
            await call_definer("SELECT 1")
    except Exception as error:  # noqa: BLE001 - whatever it is, this worker cannot serve
        return JSONResponse({"ready": False, "why": type(error).__name__}, 503)
    return JSONResponse({"ready": True})


async def counted(_request: Request) -> Response:
    """What this worker counted, in Prometheus' text format."""
    metrics.SOCKETS.set(len(connections))
    pool = getattr(get_connection("default"), "_pool", None)
    if pool is not None:
        metrics.POOL.labels("idle").set(pool.get_idle_size())
        metrics.POOL.labels("busy").set(pool.get_size() - pool.get_idle_size())
    text, kind = metrics.exposition()
    return Response(text, media_type=kind)


ROUTES = [
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/metrics", counted),
]
