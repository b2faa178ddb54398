"""The words of the house's own mails: one layout for all, one file of sentences per language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

FOLDER = Path(__file__).parent / "templates"
FALLBACK = "en"

_TEXT = Environment(
    loader=FileSystemLoader(FOLDER),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701 - for plain text only
    trim_blocks=True,
    lstrip_blocks=True,
)
_HTML = Environment(
    loader=FileSystemLoader(FOLDER),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Written:
    """A mail's subject and its two forms, and the one-time link in them, if there is one."""

    subject: str
    text: str
    html: str
    link: str = ""


def languages() -> list[str]:
    """The languages the house writes in."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def language_of(*wished: str | None) -> str:
    """The first of these BCP 47 tags the house writes in, by its language alone; else English."""
    for tag in wished:
        if tag and (language := tag.partition("-")[0].lower()) in languages():
            return language
    return FALLBACK


@cache
def sentences(language: str) -> dict[str, Any]:
    """The sentences of a language, by mail."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text())


def written(template: str, language: str, facts: Mapping[str, Any]) -> Written:
    """A mail of the house. `facts`: name, account, address, link (may be empty), days, hours."""
    language = language_of(language)
    subject = _filled(_TEXT, language, template, facts)["subject"]
    # A name with a line break in it would begin a header of its own.
    subject = " ".join(str(subject).split())
    parts = {"language": language, "subject": subject, **facts}
    return Written(
        subject,
        _TEXT.get_template("layout.txt").render(
            {**parts, **_filled(_TEXT, language, template, facts)}
        ),
        _HTML.get_template("layout.html").render(
            {**parts, **_filled(_HTML, language, template, facts), "subject": subject}
        ),
        link=str(facts["link"]),
    )


def _filled(
    environment: Environment, language: str, template: str, facts: Mapping[str, Any]
) -> dict[str, Any]:
    """The sentences of one mail with the facts put in, escaped where the environment escapes."""

    def fill(sentence: str) -> str:
        text = environment.from_string(sentence).render(facts)
        # Escaped once, here: the layout must not escape it again.
        return Markup(text) if environment.autoescape else text  # noqa: S704 - just escaped

    texts = sentences(language)
    mail = texts[template]
    return {
        "subject": fill(mail["subject"]),
        "greeting": fill(texts["greeting"]),
        "lines": [fill(line) for line in mail["lines"]],
        "button": fill(mail["button"]),
        "foot": fill(mail["foot"]),
    }


def letter(subject: str, body: str, language: str) -> str:
    """The HTML form of a text a person wrote: paragraphs at empty lines, line breaks kept."""
    paragraphs = [block.split("\n") for block in body.split("\n\n") if block.strip()]
    return _HTML.get_template("letter.html").render(
        {"language": language or FALLBACK, "subject": subject, "paragraphs": paragraphs}
    )
