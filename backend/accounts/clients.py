"""What a sign-in came through, in words people recognise: “Firefox on Linux”."""

from dataclasses import dataclass

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""Marks in User-Agent; most call themselves by their forebears' names too, so the order decides."""
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Caller:
    """Who knocks: the client's name and the network address it came from."""

    client: str
    address: str


def client_name(user_agent: str) -> str:
    """A name for the list of sign-ins; an unknown client's own first word, or “Unknown client”."""
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    browser = next((name for mark, name in BROWSERS if f"{mark}/" in user_agent), "")
    if browser:
        return f"{browser} on {system}" if system else browser
    word = "".join(
        c for c in user_agent.split("/", maxsplit=1)[0].split(" ", maxsplit=1)[0] if c.isprintable()
    )
    return word[:LONGEST] or "Unknown client"
