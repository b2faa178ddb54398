"""The HTTP face of SMS gateways."""

from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from backend.messages import callbacks
from backend.messages.hooks import MAX_BODY, Answer, Asked, receive
from backend.messages.octets import decoded

MOST_FIELDS = 100


async def take_in(request: Request) -> PlainTextResponse:
    """Answer a gateway; a body over the limit is not read to its end."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return _text(Answer(413, f"A callback has up to {MAX_BODY} bytes."))
    query = request.scope["query_string"]
    if len(query) > MAX_BODY:
        return _text(Answer(414, f"An address has up to {MAX_BODY} bytes."))
    try:
        given = _fields(query), _fields(bytes(body)) if _is_form(request.headers) else {}
    except ValueError:
        return _text(Answer(400, "The fields cannot be read."))
    slug = request.path_params["gateway"]
    url = callbacks.hook_url(slug) + (f"?{query.decode('latin-1')}" if query else "")
    signature = request.headers.get("x-twilio-signature", "")
    return _text(await receive(slug, Asked(url, *given, signature)))


def _fields(encoded: bytes) -> dict[str, str]:
    """The last value of each field; octets stay what they are until their alphabet is known."""
    pairs = parse_qsl(
        encoded.decode("latin-1"),
        keep_blank_values=True,
        encoding="latin-1",
        max_num_fields=MOST_FIELDS,
    )
    octets = {name: value.encode("latin-1") for name, value in pairs}
    charset = octets.get("charset", b"").decode("latin-1")
    return {
        name: decoded(value, charset if name == "text" else "") for name, value in octets.items()
    }


def _is_form(headers: Headers) -> bool:
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    return kind == "application/x-www-form-urlencoded"


def _text(answer: Answer) -> PlainTextResponse:
    return PlainTextResponse(answer.message, answer.status)


ROUTES = [Route("/hooks/sms/{gateway}", take_in, methods=["GET", "POST"])]
