"""The line of the demo exchange, as an account has it: an ordinary SIP line to a phone on this machine."""

import phonenumbers

from backend.accounts.actor import Actor
from backend.calls.devices import device_create, device_update, devices_of
from backend.calls.kept_line import line_keep
from backend.calls.kinds import DeviceKind, LineKind
from backend.telephony.demo.starting import HOST, Ports

NAME = "Demo exchange"
DESK = "desk"
DEVICE = "Desk phone (demo exchange)"
USER = "kith"


async def demo_line(whole: Actor, ports: Ports) -> int:
    """Have the account's demo line lead to where the phones listen this time; its id."""
    return await line_keep(
        whole,
        name=NAME,
        kind=LineKind.SIP,
        region=whole.region,
        settings={
            "server": f"{HOST}:{ports.customer}",
            "user": USER,
            "register": "no",
            "ring": f"sip:{DESK}@{HOST}:{ports.desk}",
            "listen_port": str(ports.kith),
        },
        countries=sorted(phonenumbers.SUPPORTED_REGIONS),  # nothing leaves, wherever it calls
    )


async def demo_device(user: Actor, line_id: int) -> None:
    """Offer the desk phone to a user; they choose it, or do not, in Settings → You → Phone."""
    if user.user_id is None:
        return
    theirs = await devices_of(user.account_id, user.user_id)
    if any(device["line_id"] == line_id for device in theirs):
        return
    device_id = await device_create(
        user,
        kind=DeviceKind.SIP_PHONE,
        label=DEVICE,
        fields={"line_id": line_id, "address": DESK},
    )
    if not theirs:
        await device_update(user, device_id=device_id, fields={"active": False})
