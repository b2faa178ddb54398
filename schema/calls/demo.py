"""The phones of the demo exchange (R083): shown and pressed in the web app, real on the wire."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Annotated

import strawberry

from backend.accounts.permissions import Permission
from backend.telephony.demo import control
from backend.telephony.demo.calling import phone_press
from backend.telephony.demo.control import Button, DemoPhone, PhoneState, Shown
from schema.context import Info
from schema.enums import words
from schema.permissions import Requires
from schema.problems import InvalidInput, NotAllowed, NotFound, Refused

words(
    DemoPhone,
    "The phones of the demo exchange.",
    name="DemoPhoneName",
    DESK="The phone on one's own desk.",
    CUSTOMER="The phone of any customer.",
)
words(
    PhoneState,
    "What a demo phone does.",
    name="DemoPhoneState",
    OFF="It is not there.",
    IDLE="Nothing.",
    RINGING="Somebody calls it.",
    CALLING="It calls.",
    TALKING="It is in a call.",
)
words(
    Button,
    "What can be pressed on a demo phone.",
    name="DemoPhoneButton",
    ANSWER="Take the call.",
    BUSY="Refuse the call as busy.",
    HANG_UP="End the call.",
    CALL="Call this account as one of its customers; only the customer's phone can.",
)
Which = Annotated[DemoPhone, strawberry.argument(description="Which of the two phones.")]
Pressed = Annotated[Button, strawberry.argument(description="What is pressed.")]
TAKE = Requires(Permission.CALL_TAKE)


@strawberry.type(description="A simulated SIP phone on this machine. Nobody outside is called.")
class DemoTelephone:
    name: DemoPhone = strawberry.field(description="Which of the two.")
    state: PhoneState = strawberry.field(description="What it does.")
    peer: str = strawberry.field(description="With whom, as SIP says it; empty while idle.")
    since: datetime | None = strawberry.field(description="Since when it does that.")


@strawberry.type(description="What the phone shows after the press.")
class DemoPhonePressed:
    phone: DemoTelephone = strawberry.field(description="The phone.")


DemoPhonePressResult = Annotated[
    DemoPhonePressed | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("DemoPhonePressResult", description="The phone, or what is in the way."),
]


def telephone(name: DemoPhone, shown: Shown) -> DemoTelephone:
    """A phone as it shows itself."""
    since = datetime.fromtimestamp(shown.since, UTC) if shown.since else None
    return DemoTelephone(name=name, state=shown.state, peer=shown.peer, since=since)


@strawberry.type
class DemoQuery:
    @strawberry.field(
        description="The phones of the demo exchange; none where the server was started without.",
        extensions=[TAKE],
        metadata={"cost": 2},
    )
    async def demo_phones(self) -> list[DemoTelephone]:
        exchange = control.demo_exchange()
        shown = await exchange.shown() if exchange else {}
        return [telephone(name, what) for name, what in shown.items()]


@strawberry.type
class DemoMutation:
    @strawberry.mutation(description="Press a button of a demo phone.", extensions=[TAKE])
    async def demo_phone_press(
        self, info: Info, phone: Which, button: Pressed
    ) -> DemoPhonePressResult:
        shown = await phone_press(info.context.signed_in(), phone=phone, button=button)
        return DemoPhonePressed(phone=telephone(phone, shown))


@strawberry.type
class DemoSubscription:
    @strawberry.subscription(
        description="What a demo phone shows, now and at each change.", extensions=[TAKE]
    )
    async def demo_phone_changed(self, phone: Which) -> AsyncGenerator[DemoTelephone, None]:
        exchange = control.demo_exchange()
        if exchange is None:
            yield telephone(phone, Shown(PhoneState.OFF))
            await asyncio.Event().wait()
            return
        async for shown in exchange.watch(phone):
            yield telephone(phone, shown)
