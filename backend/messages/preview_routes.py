"""`GET /outbox/<message>.html`: a mail's HTML as its addressee sees it, for a frame of the Outbox page.

A mail has styles of its own, which the web app's policy rightly forbids, and may hold whatever
people typed. So it is a document apart, without any right: no script, no form, no picture, no request.
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from backend.accounts.permissions import Permission
from backend.core.errors import DomainError
from backend.exporting.downloads import asking, problem
from backend.messages.outbox_page import preview
from backend.web.headers import Policy, csp

POLICY: Policy = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'self'",
    "sandbox": "",
}


async def preview_page(request: Request) -> Response:
    """The HTML form of one message, its one-time link left out."""
    try:
        actor = await asking(request, Permission.OUTBOX_READ)
        shown = await preview(actor, message_id=request.path_params["message"])
    except DomainError as error:
        return problem(error)
    headers = {"content-security-policy": csp(POLICY).strip(), "x-frame-options": "SAMEORIGIN"}
    return HTMLResponse(shown.written.html, headers=headers)


ROUTES = [Route("/outbox/{message:int}.html", preview_page)]
