"""`/hooks/mail/<gateway>`: whole e-mails, handed in by a mail server that passes on what comes to an address."""

import asyncio
import logging

from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from backend.core.database import call_definer
from backend.core.errors import InvalidInput
from backend.messages import callbacks
from backend.messages.incoming_mail import mail_receive
from backend.messages.mail_reading import read_mail

MAX_MAIL = 30 * 1024 * 1024
"""Bytes of a mail, what is attached included: more than mail servers take."""

log = logging.getLogger("kith.messages")


async def take_in(request: Request) -> PlainTextResponse:
    """Keep a mail (`message/rfc822`) whose address carries the gateway's secret.

    200 where it is kept or was before, 400 where it is no mail, 403 without proof, 404 for a gateway
    that is not there or off, 413 where it is too large. Anything else: hand it in again later.
    """
    slug = request.path_params["gateway"]
    rows = await call_definer("SELECT * FROM gateway_of_mail_hook($1)", slug)
    if not rows:
        return PlainTextResponse("There is no such gateway.", 404)
    gateway = rows[0]
    if not callbacks.is_secret(gateway["account_id"], slug, request.query_params.get("secret", "")):
        log.warning("gateway %s: a mail without proof was refused", slug)
        return PlainTextResponse("This does not come from the mail server.", 403)
    octets = await request.body()
    try:
        mail = await asyncio.to_thread(read_mail, octets)
    except InvalidInput as problem:
        return PlainTextResponse(problem.message, 400)
    kept = await mail_receive(
        gateway["account_id"],
        gateway_id=gateway["gateway_id"],
        gateway=gateway["name"],
        mail=mail,
    )
    return PlainTextResponse("Taken in." if kept is not None else "Had been taken in before.")


ROUTES = [
    Route(
        "/hooks/mail/{gateway}",
        take_in,
        methods=["POST"],
        middleware=[Middleware(RequestBodyLimitMiddleware, max_body_size=MAX_MAIL)],
    )
]
