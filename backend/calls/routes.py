"""The HTTP face of telephone lines."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from backend.calls.hooks import MAX_BODY, Answer, receive


async def take_in(request: Request) -> JSONResponse:
    """Answer a telephone system; a body over the limit is not read to its end."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return _json(Answer(413, f"An event has up to {MAX_BODY} bytes."))
    headers = {
        name: value for name, value in request.headers.items() if name.startswith("webhook-")
    }
    return _json(await receive(request.path_params["line"], headers, bytes(body)))


def _json(answer: Answer) -> JSONResponse:
    return JSONResponse({"message": answer.message}, answer.status)


ROUTES = [Route("/hooks/calls/{line}", take_in, methods=["POST"])]
