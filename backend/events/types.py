"""What can happen: the event types, who may see each, and the shape of a fact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from backend.accounts.permissions import Permission


class EventType(StrEnum):
    """Facts in the past tense, `room.happened`; a new kind of node needs a PERMISSION_OF_NODE."""

    ACCOUNT_UPDATED = "account.updated"
    ADDRESS_ADDED = "address.added"
    ADDRESS_REMOVED = "address.removed"
    ADDRESS_UPDATED = "address.updated"
    AFFILIATION_ADDED = "affiliation.added"
    AFFILIATION_REMOVED = "affiliation.removed"
    AFFILIATION_UPDATED = "affiliation.updated"
    CALL_ANNOTATED = "call.annotated"
    CALL_ANSWERED = "call.answered"
    CALL_DEVICE_ANSWERED = "call.device_answered"
    CALL_DEVICE_RINGING = "call.device_ringing"
    CALL_ENDED = "call.ended"
    CALL_HANG_UP_ASKED = "call.hang_up_asked"
    CALL_INITIATED = "call.initiated"
    CALL_MISSED = "call.missed"
    CALL_RINGING = "call.ringing"
    COMPANY_CREATED = "company.created"
    COMPANY_DELETED = "company.deleted"
    COMPANY_RESTORED = "company.restored"
    COMPANY_UPDATED = "company.updated"
    CONTACT_CREATED = "contact.created"
    CONTACT_DELETED = "contact.deleted"
    CONTACT_RESTORED = "contact.restored"
    CONTACT_UPDATED = "contact.updated"
    CONSENT_RECORDED = "consent.recorded"
    CUSTOM_FIELD_CREATED = "custom_field.created"
    CUSTOM_FIELD_UPDATED = "custom_field.updated"
    CUSTOMER_CREATED = "customer.created"
    CUSTOMER_DELETED = "customer.deleted"
    CUSTOMER_RESTORED = "customer.restored"
    CUSTOMER_REVEALED = "customer.revealed"
    CUSTOMER_UPDATED = "customer.updated"
    DEVICE_CREATED = "device.created"
    DEVICE_REMOVED = "device.removed"
    DEVICE_UPDATED = "device.updated"
    EMAIL_ADDED = "email.added"
    EMAIL_REMOVED = "email.removed"
    EMAIL_UPDATED = "email.updated"
    GATEWAY_CREATED = "gateway.created"
    GATEWAY_UPDATED = "gateway.updated"
    GROUP_CREATED = "group.created"
    GROUP_DELETED = "group.deleted"
    GROUP_UPDATED = "group.updated"
    IMPORT_FINISHED = "import.finished"
    IMPORT_STARTED = "import.started"
    IMPORT_UNDONE = "import.undone"
    LINE_CREATED = "line.created"
    LINE_STOOD = "line.stood"
    LINE_UPDATED = "line.updated"
    MESSAGE_CREATED = "message.created"
    MESSAGE_REVEALED = "message.revealed"
    MESSAGE_UPDATED = "message.updated"
    PARTICIPATION_ADDED = "participation.added"
    PARTICIPATION_REMOVED = "participation.removed"
    PARTICIPATION_UPDATED = "participation.updated"
    PHONE_ADDED = "phone.added"
    PHONE_REMOVED = "phone.removed"
    PHONE_UPDATED = "phone.updated"
    PROJECT_CREATED = "project.created"
    PROJECT_DELETED = "project.deleted"
    PROJECT_RESTORED = "project.restored"
    PROJECT_UPDATED = "project.updated"
    RULE_OVERRIDDEN = "rule.overridden"
    STORE_CREATED = "store.created"
    STORE_UPDATED = "store.updated"
    TOKEN_CREATED = "token.created"
    TOKEN_REVOKED = "token.revoked"
    USER_CREATED = "user.created"
    USER_UPDATED = "user.updated"
    WEBHOOK_CREATED = "webhook.created"
    WEBHOOK_DELETED = "webhook.deleted"
    WEBHOOK_UPDATED = "webhook.updated"


PERMISSION_OF_NODE: Mapping[str, Permission] = {
    "Account": Permission.OWN_MANAGE,
    "Call": Permission.CALL_READ,
    "Company": Permission.COMPANY_READ,
    "Contact": Permission.CONTACT_READ,
    "CustomField": Permission.CUSTOMER_READ,
    "Customer": Permission.CUSTOMER_READ,
    "Gateway": Permission.LINE_MANAGE,
    "Group": Permission.CUSTOMER_READ,
    "ImportRun": Permission.IMPORT_RUN,
    "Line": Permission.LINE_MANAGE,
    "Message": Permission.MESSAGE_READ,
    "Project": Permission.PROJECT_READ,
    "Store": Permission.CUSTOMER_READ,
    "User": Permission.USER_MANAGE,
    "Webhook": Permission.WEBHOOK_MANAGE,
}
"""Whoever may see a node may see what happens to it."""


@dataclass(frozen=True, slots=True)
class NodeRef:
    """A node of the graph by kind and id, as GraphQL names it: `NodeRef("Customer", 12)`."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Fact:
    """Something to be recorded: `changes` is field → (from, to), JSON values."""

    type: EventType
    node: NodeRef
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    part: NodeRef | None = None


@dataclass(frozen=True, slots=True)
class EventRow:
    """A recorded fact, as the log holds it."""

    seq: int
    type: str
    node: NodeRef
    part: NodeRef | None
    actor_id: int | None
    via: str
    at: datetime
    changes: Mapping[str, Any]
