"""The HTTP face of hosted lines."""

from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.telephony.twilio.hooks import Asked, receive

MAX_BODY = 64 * 1024
MOST_FIELDS = 100


def routes(origin: str) -> list[Route]:
    """The routes of a server that the world knows by this address."""

    async def take_in(request: Request) -> Response:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY:
                return Response(f"A callback has up to {MAX_BODY} bytes.", 413)
        try:
            form = _fields(bytes(body))
        except ValueError:
            return Response("The fields cannot be read.", 400)
        answer = await receive(_asked(request, form), origin)
        kind = "application/xml" if answer.xml else "text/plain"
        return Response(answer.text, answer.status, media_type=kind)

    return [Route("/hooks/voice/{line}/{what}", take_in, methods=["POST"])]


def _fields(body: bytes) -> dict[str, str]:
    pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    return dict(pairs)


def _asked(request: Request, form: dict[str, str]) -> Asked:
    query = request.query_params
    return Asked(
        slug=request.path_params["line"],
        what=request.path_params["what"],
        query=request.scope["query_string"].decode("latin-1"),
        call=query.get("call", ""),
        to=query.get("to", ""),
        caller_id=query.get("from", ""),
        form=form,
        signature=request.headers.get("x-twilio-signature", ""),
    )
