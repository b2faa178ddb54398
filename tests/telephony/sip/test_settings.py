"""What is typed in Settings → Lines becomes an account, or a sentence that says what is wrong."""

from typing import Any

import pytest

from backend.calls.kinds import LineKind
from backend.telephony.provider import LineConfig
from backend.telephony.sip.settings import sip_line
from backend.telephony.typed import Unusable


def config(secrets: dict[str, str] | None = None, **told: Any) -> LineConfig:
    return LineConfig(
        account_id=1,
        line_id=7,
        name="Trunk",
        kind=LineKind.SIP,
        region="PL",
        version=1,
        settings={"server": "127.0.0.1", **told},
        secrets=secrets or {},
    )


def test_an_address_is_enough() -> None:
    line = sip_line(config())
    assert (line.account.server, line.account.domain, line.account.transport) == (
        "127.0.0.1:5060",
        "127.0.0.1",
        "udp",
    )
    assert line.account.register_seconds
    assert line.start().address == "127.0.0.1"


def test_what_is_told_is_taken() -> None:
    line = sip_line(
        config(
            {"password": "geheim"},
            server="127.0.0.1:6160",
            domain="pbx.example",
            user="office",
            auth_user="office-1",
            transport="TLS",
            srtp="required",
            register="false",
            ring="sip:desk@10.0.0.7",
        )
    )
    account = line.account
    assert (account.user, account.auth_user, account.password) == ("office", "office-1", "geheim")
    assert (account.server, account.transport, account.srtp) == (
        "127.0.0.1:6160",
        "tls",
        "required",
    )
    assert account.register_seconds == 0
    assert account.ring == "sip:desk@10.0.0.7"


def test_tls_has_a_port_of_its_own() -> None:
    assert sip_line(config(transport="tls")).account.server == "127.0.0.1:5061"


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ({}, "sip:+48601412233@pbx"),
        ({"number_style": "zeros"}, "sip:0048601412233@pbx"),
        ({"number_style": "digits", "prefix": "9"}, "sip:948601412233@pbx"),
    ],
)
def test_numbers_are_spelled_the_way_the_exchange_wants(told: dict[str, str], address: str) -> None:
    assert sip_line(config(domain="pbx", **told)).number("+48601412233") == address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("101", "sip:101@pbx"),
        ("desk@10.0.0.7", "sip:desk@10.0.0.7"),
        ("sip:desk@10.0.0.7:5062", "sip:desk@10.0.0.7:5062"),
    ],
)
def test_a_phone_is_a_name_at_the_exchange_or_an_address_anywhere(typed: str, address: str) -> None:
    assert sip_line(config(domain="pbx")).phone(typed) == address


def test_the_phone_of_the_line_is_known_by_its_name() -> None:
    line = sip_line(config(domain="pbx", ring="sip:desk@10.0.0.7"))
    assert line.phone("desk") == "sip:desk@10.0.0.7"
    assert line.phone("101") == "sip:101@pbx"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"server": " "}, "Enter the address"),
        ({"transport": "sctp"}, "transport is one of: udp, tcp, tls."),
        ({"server": "127.0.0.1:sip"}, "port is a whole number from 1 to 65535."),
        ({"server": "127.0.0.1:99999"}, "port is a whole number from 1 to 65535."),
        ({"ring_seconds": "-1"}, "ring_seconds is a whole number from 1 to 600."),
    ],
)
def test_what_cannot_be_used_is_said(told: dict[str, str], words: str) -> None:
    with pytest.raises(Unusable, match=words.replace(".", r"\.")):
        sip_line(config(**told))


def test_a_host_that_is_none_is_said() -> None:
    with pytest.raises(Unusable, match="cannot be reached"):
        sip_line(config(server="pbx.invalid")).start()


def test_an_address_of_a_name_that_is_no_host_at_all_is_said() -> None:
    with pytest.raises(Unusable, match="cannot be reached"):
        sip_line(config(server="a" * 300)).start()
