"""“STOP”: an answer that withdraws the consent to be written to by SMS (R072).

Only an answer that is nothing but the word counts; “stop by tomorrow” is a sentence. The words are
those carriers in these countries tell people to send.
"""

import re
from collections.abc import Sequence

from backend.accounts.actor import Actor
from backend.consents.service import consent_record
from backend.consents.words import Channel, ConsentState, How, Purpose
from backend.core.text import match_key
from backend.events.types import NodeRef

WORDS = frozenset(
    {
        *(
            "stop",
            "stopall",
            "stop all",
            "unsubscribe",
            "cancel",
            "end",
            "quit",
            "optout",
            "opt-out",
        ),
        *("arret", "desabonner", "stopp", "abmelden", "baja", "parar", "sair", "cancella", "basta"),
        *("rezygnuje", "wypisz", "odhlasit", "zrusit", "afmelden", "avsluta", "стоп", "停止"),
    }
)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def is_stop(text: str) -> bool:
    """Whether an answer says nothing but that no more SMS are wanted."""
    return len(text) <= 40 and match_key(_EDGES.sub("", text)) in WORDS


async def stopped(actor: Actor, parties: Sequence[NodeRef], text: str) -> None:
    """Record, for everybody with this number, that SMS are not wanted, for whatever purpose."""
    for party in parties:
        for purpose in Purpose:
            await consent_record(
                actor,
                party=party,
                purpose=purpose,
                channel=Channel.SMS,
                state=ConsentState.WITHDRAWN,
                how=How.SMS,
                proof=text,
            )
