"""One worker of `kith serve`: made by uvicorn in a process of its own, from the environment."""

from starlette.applications import Starlette

from backend.asgi import create_app
from backend.core.logs import configure
from backend.core.settings import Settings


def app() -> Starlette:
    """Return the application, as the command that started us decided."""
    settings = Settings.from_environment()
    configure(settings)
    return create_app(settings)
