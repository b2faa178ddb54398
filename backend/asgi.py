"""The application: composes everything; the only backend module that imports the schema."""

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from tortoise import Tortoise

from backend.accounts.connections import connections
from backend.calls import routes as calls
from backend.calls.sweeping import sweep
from backend.core import database, pool, vault
from backend.core.settings import Settings
from backend.events.hub import hub
from backend.events.wire import Wire
from backend.exporting import routes as exporting
from backend.importing import routes as importing
from backend.importing import uploads, worker
from backend.messages import house, mail_routes, preview_routes, smpp_desk
from backend.messages import routes as messages
from backend.messages.worker import Worker as Outbox
from backend.telephony.demo import control as demo_phones
from backend.telephony.leading import lead
from backend.telephony.running import run_telephony
from backend.telephony.twilio import routes as hosted
from backend.web import health
from backend.web.cross_site import CrossSiteGuard
from backend.web.headers import SecurityHeaders
from backend.web.hosts import KnownHosts
from backend.web.requests import Requests
from backend.web.static import graphiql, web_app
from backend.webhooks import worker as webhooks


def create_app(settings: Settings) -> Starlette:
    """The ASGI application of one worker, serving `settings.database_url` as `kith_app`."""
    vault.use(settings)
    demo_phones.use(settings)
    house.use(settings)
    uploads.open_uploads(settings.data_dir, most=settings.max_upload_bytes)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        config = pool.tortoise_config(settings.database_url, pool=settings.pool_size)
        context = await Tortoise.init(config=config, _enable_global_fallback=True)
        await database.call_definer("SELECT 1")
        background = [
            asyncio.create_task(Wire(settings.database_url, hub).run(), name="event wire"),
            asyncio.create_task(connections.run(), name="sign-ins"),
            asyncio.create_task(sweep(), name="lost calls"),
            asyncio.create_task(worker.work(), name="imports"),
            asyncio.create_task(webhooks.work(), name="webhooks"),
        ]
        if settings.outbox_worker == "on":
            outbox = Outbox(settings.database_url)
            background.append(asyncio.create_task(outbox.run(), name="outbox"))
            centres = lead(settings.database_url, smpp_desk.Desk().run, name=smpp_desk.LOCK)
            background.append(asyncio.create_task(centres, name="SMS centres"))
        if settings.telephony == "on":
            running = run_telephony(settings.database_url, origin=settings.origin)
            background.append(asyncio.create_task(running, name="telephony"))
        # What is loaded now stays: the collector need not walk it at every pass (measured 1.4x).
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)
        gc.enable()
        try:
            yield
        finally:
            for task in background:
                task.cancel()
            await asyncio.gather(*background, return_exceptions=True)
            await context.close_connections()

    return Starlette(
        routes=routes(settings),
        lifespan=lifespan,
        middleware=[
            Middleware(Requests),
            Middleware(SecurityHeaders),
            Middleware(KnownHosts, public_url=settings.public_url),
            Middleware(CrossSiteGuard),
            # A route for files raises it for itself: an inner limit replaces the outer one.
            Middleware(RequestBodyLimitMiddleware, max_body_size=settings.max_body_bytes),
        ],
    )


def routes(settings: Settings) -> list[BaseRoute]:
    """Every address of the server; what is none of them is the web app's."""
    # The schema's types are 280,000 objects and none of them garbage; the lifespan collects again.
    gc.disable()
    from schema.endpoint import endpoint  # noqa: PLC0415 - reads the whole schema

    return [
        Route("/graphql", endpoint, methods=["GET", "POST"]),
        WebSocketRoute("/graphql", endpoint),
        *calls.ROUTES,
        *exporting.ROUTES,
        *importing.routes(settings.max_upload_bytes),
        *messages.ROUTES,
        *mail_routes.ROUTES,
        *preview_routes.ROUTES,
        *hosted.routes(settings.origin),
        *health.ROUTES,
        Route("/graphiql", graphiql()),
        Mount("/", web_app()),
    ]
