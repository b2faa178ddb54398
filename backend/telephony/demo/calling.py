"""The buttons of the demo phones, pressed by a user of an account."""

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.calls.kept_line import kept_settings
from backend.core.database import fetchval
from backend.core.errors import Refused
from backend.telephony.demo.control import (
    NOT_THERE,
    Button,
    DemoPhone,
    Press,
    Shown,
    demo_exchange,
)
from backend.telephony.demo.line import NAME
from backend.telephony.demo.starting import HOST

SOMEBODY = """
SELECT p.e164 FROM phone_number p JOIN customer c ON c.id = p.customer_id AND c.deleted_at IS NULL
 WHERE p.account_id = current_account() ORDER BY random() LIMIT 1
"""
STRANGER = "+442079460999"
"""A number kept for stories (Ofcom), for an account without customers."""


async def phone_press(actor: Actor, *, phone: DemoPhone, button: Button) -> Shown:
    """Press a button; CALL has the customer's phone call the account as one of its customers."""
    actor.demand(Permission.CALL_TAKE)
    exchange = demo_exchange()
    if exchange is None:
        raise Refused(NOT_THERE)
    if button is not Button.CALL:
        return await exchange.press(phone, Press(button))
    if phone is not DemoPhone.CUSTOMER:
        raise Refused("The desk phone calls nobody by itself: press Call beside a number.")
    told = await kept_settings(actor.account_id, NAME)
    if told is None:
        raise Refused("This account has no line to the demo exchange.")
    caller = await fetchval(actor.account_id, SOMEBODY) or STRANGER
    to = f"sip:{told['user']}@{HOST}:{told['listen_port']}"
    return await exchange.press(phone, Press(button, caller=str(caller), to=to))
