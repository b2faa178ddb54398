"""What is typed into the form of a line, checked against what its kind declares."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from backend.calls.kinds import LineKind
from backend.calls.line_kinds import KINDS, Kind, Setting, SettingForm
from backend.contact_points.phones import parse_phone
from backend.core import forms
from backend.core.errors import FieldProblem, InvalidInput
from backend.core.text import clean

Typed = Mapping[str, str | None]
"""Setting → what was typed; None takes a secret away."""

MOST_COUNTRIES, MOST_NUMBERS = 300, 200
_HOST = re.compile(r"[A-Za-z0-9.\-_\[\]:]{1,255}")
_URL = re.compile(r"https?://[^\s]+")


@dataclass(frozen=True, slots=True)
class Split:
    """The settings as they are kept: plain ones beside the line, secrets sealed; and secrets to forget."""

    plain: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    forgotten: frozenset[str] = frozenset()


def kind_named(kind: LineKind) -> Kind:
    """The declaration of a kind that a line may be made of."""
    if kind not in KINDS or kind is LineKind.TEL_LINK:
        raise InvalidInput("There is no such kind of line here.", ("kind",))
    return KINDS[kind]


def split(kind: Kind, typed: Typed, held: Typed) -> Split:
    """Check what was typed over what is held; every field that is wrong is named."""
    known = {one.name: one for one in kind.settings}
    problems = [
        _problem(n, "This kind of line has no such setting.") for n in typed if n not in known
    ]
    plain, secrets, forgotten = {}, {}, set()
    for name, one in known.items():
        try:
            value = _checked(one, typed.get(name, held.get(name)))
        except InvalidInput as problem:
            problems.append(_problem(name, problem.message))
            continue
        if one.form is not SettingForm.SECRET:
            plain[name] = value
        elif name in typed and typed[name] is None:
            forgotten.add(name)
        elif value:
            secrets[name] = value
    if problems:
        raise InvalidInput(problems[0].message, problems[0].path, problems)
    return Split({n: v for n, v in plain.items() if v}, secrets, frozenset(forgotten))


def _problem(name: str, message: str) -> FieldProblem:
    return FieldProblem(("settings", name), message)


def _checked(one: Setting, typed: str | None) -> str:
    value = clean(typed or "", limit=1_000)
    if not value:
        if one.needed and not one.default:
            raise InvalidInput(f"{one.label} is needed.")
        return ""
    sentence, fits = FITS.get(one.form, ("", lambda *_: True))
    if not fits(one, value):
        raise InvalidInput(sentence.format(choices=", ".join(one.choices)))
    return value


FITS: Mapping[SettingForm, tuple[str, Callable[[Setting, str], bool]]] = {
    SettingForm.HOST: (
        "This is the name or address of a machine, such as sip.example.org.",
        lambda _, value: bool(_HOST.fullmatch(value)),
    ),
    SettingForm.NUMBER: ("This is a whole number.", lambda _, v: v.isdecimal() and len(v) < 7),
    SettingForm.SWITCH: ("This is yes or no.", lambda _, value: value in ("yes", "no")),
    SettingForm.CHOICE: ("This is one of: {choices}.", lambda one, value: value in one.choices),
    SettingForm.URL: (
        "This is an address of the web, such as https://pbx.example.org.",
        lambda _, value: bool(_URL.fullmatch(value)),
    ),
}


def countries(value: Sequence[str], name: str) -> list[str]:
    """The countries that may be called, each once, in the order of their codes."""
    found = {forms.country(one, name) for one in value[:MOST_COUNTRIES]}
    return sorted(code for code in found if code)


def caller_ids(value: Sequence[str], region: str) -> list[str]:
    """Numbers that may be shown, E.164, each once."""
    try:
        return list(dict.fromkeys(parse_phone(one, region).e164 for one in value[:MOST_NUMBERS]))
    except InvalidInput as problem:
        raise InvalidInput(problem.message, ("caller_ids",)) from None


def region(value: str, name: str) -> str:
    """The country a line stands in."""
    code = forms.country(value, name)
    if code is None:
        # Without one, a number in its national spelling would be a guess.
        raise InvalidInput("A line needs the country it stands in.", (name,))
    return code
