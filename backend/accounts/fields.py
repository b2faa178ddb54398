"""What may be written on users and accounts, and the form of each value."""

from collections.abc import Mapping
from typing import Any

from babel import Locale
from babel.numbers import list_currencies
from email_validator import EmailNotValidError, validate_email

from backend.accounts.modules import modules
from backend.accounts.permissions import Role
from backend.core import forms
from backend.core.errors import InvalidInput
from backend.core.forms import Form
from backend.core.text import nfc

CURRENCIES = frozenset(list_currencies())


def address_key(typed: str) -> str:
    """The one form of a sign-in address, readable or not: what is looked up."""
    try:
        return _normal(typed)
    except EmailNotValidError:
        return nfc(typed).casefold()[:300]


def sign_in_address(value: Any, name: str) -> str:
    """An e-mail address to sign in with, in its one form."""
    try:
        return _normal(str(value or ""))
    except EmailNotValidError:
        raise InvalidInput("This is not an e-mail address.", (name,)) from None


def _normal(typed: str) -> str:
    read = validate_email(nfc(typed), check_deliverability=False, test_environment=True)
    return read.normalized.casefold()


def roles(value: Any, _name: str) -> list[str]:
    """The roles, each once, in the order of the list of roles."""
    return [role.value for role in Role if role in set(value or ())]


def currency(value: Any, name: str) -> str:
    """An ISO 4217 code."""
    code = str(value or "").upper()
    if code not in CURRENCIES:
        raise InvalidInput(f"“{value}” is not a currency code.", (name,))
    return code


def always(form: Form, sentence: str) -> Form:
    """A form whose value may not be left out."""

    def kept(value: Any, name: str) -> Any:
        found = form(value, name)
        if not found:
            raise InvalidInput(sentence, (name,))
        return found

    return kept


def number_format(value: Any, name: str) -> str | None:
    """A BCP 47 tag whose way of writing numbers and dates is followed; None follows the language."""
    if not value:
        return None
    tag = forms.language(str(value), name)
    return str(Locale.parse(tag, sep="-")).replace("_", "-") if tag else None


USER: Mapping[str, Form] = {
    "email": sign_in_address,
    "name": forms.needed("Type a name."),
    "roles": roles,
    "active": forms.as_is,
}

ACCOUNT: Mapping[str, Form] = {
    "name": forms.needed("Type a name for the account."),
    "region": always(forms.country, "A country is needed."),
    "language": always(forms.language, "A language is needed."),
    "currency": currency,
    "time_zone": always(forms.time_zone, "A time zone is needed."),
    "lock_first_email": forms.as_is,
    "modules": modules,
}
