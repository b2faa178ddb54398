"""The problems a user can act on: services raise them, the edge translates them into GraphQL types.

DomainError
├── InvalidInput        a form: one message per field
├── NotFound            no such thing, or not for this viewer (the two are never told apart)
├── NotAllowed          the viewer is known and may not do this
├── SignInNeeded        nobody is signed in
├── Taken               a value that only one customer may hold
│   ├── PhoneTaken
│   └── EmailTaken
├── PersonKnown         somebody to be made new is on record already
├── EmailLocked         a customer's first e-mail address never changes
├── VersionConflict     somebody else changed the same field meanwhile
├── RateLimited         too often; says when to come back
├── DoNotContact        somebody asked not to be reached, or must not be
├── NoPhoneDevice       the user has not chosen what rings when they call
├── NumberBarred        a number that lines do not call: it costs extra, or lies elsewhere
├── CallRunning         the user is in a call already
└── Refused             the state of things forbids it; the message says what would help
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of an input."""

    path: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """One field two people changed: what each of them wrote (as text), who the other one is, when."""

    field: str
    yours: str | None
    theirs: str | None
    by: int | None
    at: datetime | None


class DomainError(Exception):
    """A problem a user can act on; `path` names the input field, outermost first."""

    code = "PROBLEM"

    def __init__(self, message: str, path: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = tuple(path)

    @property
    def extensions(self) -> dict[str, object]:
        """What a top-level GraphQL error shows beside its message."""
        return {"code": self.code, "path": list(self.path)} if self.path else {"code": self.code}


class InvalidInput(DomainError):
    """One or more fields cannot be taken as they are."""

    code = "INVALID_INPUT"

    def __init__(
        self, message: str, path: Sequence[str] = (), fields: Sequence[FieldProblem] = ()
    ) -> None:
        super().__init__(message, path)
        self.fields = tuple(fields) or (FieldProblem(self.path, message),)

    @classmethod
    def of(cls, problems: Mapping[str, str]) -> "InvalidInput":
        """Several fields at once: field name → sentence."""
        fields = [FieldProblem((name,), text) for name, text in problems.items()]
        return cls(fields[0].message, fields[0].path, fields)


class NotFound(DomainError):
    """There is no such thing, or the viewer may not know of it."""

    code = "NOT_FOUND"


class NotAllowed(DomainError):
    """The viewer may not do this."""

    code = "NOT_ALLOWED"


class SignInNeeded(DomainError):
    """Nobody is signed in."""

    code = "SIGN_IN_NEEDED"

    def __init__(self, message: str = "Sign in first.") -> None:
        super().__init__(message)


class Taken(DomainError):
    """Another customer holds this value; `owner` is their id, None where the viewer may not know."""

    code = "TAKEN"

    def __init__(
        self,
        message: str,
        path: Sequence[str] = (),
        *,
        owner: int | None,
        owner_deleted: bool = False,
        label: str = "",
    ) -> None:
        super().__init__(message, path)
        self.owner = owner
        self.owner_deleted = owner_deleted
        self.label = label


class PhoneTaken(Taken):
    """Another customer has this telephone number (R004)."""

    code = "PHONE_TAKEN"


class EmailTaken(Taken):
    """Another customer has this e-mail address (R035)."""

    code = "EMAIL_TAKEN"


class PersonKnown(DomainError):
    """Somebody to be made new is on record already (R056); `person` is their node, kind and id.

    `reason` says what gave them away: email, phone or birthday (with the name). `known` is the
    sentence on how they are known, without their name. `person` is None where the viewer may not see them.
    """

    code = "PERSON_KNOWN"

    def __init__(
        self,
        message: str,
        path: Sequence[str] = (),
        *,
        person: tuple[str, int] | None,
        reason: str,
        known: str,
    ) -> None:
        super().__init__(message, path)
        self.person = person
        self.reason = reason
        self.known = known


class EmailLocked(DomainError):
    """A customer's first e-mail address cannot be changed or removed (R055)."""

    code = "EMAIL_LOCKED"


class VersionConflict(DomainError):
    """Fields changed by somebody else since the version the writer saw (R098)."""

    code = "VERSION_CONFLICT"

    def __init__(
        self, message: str, conflicts: Sequence[FieldConflict], node: tuple[str, int]
    ) -> None:
        super().__init__(message)
        self.conflicts = tuple(conflicts)
        self.node = node


class RateLimited(DomainError):
    """Too many tries; `retry_after` is in seconds."""

    code = "RATE_LIMITED"

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class DoNotContact(DomainError):
    """Somebody must not be reached this way (R013): why, since when, how they said it.

    `party` is their node, kind and id. `may_override` says whether the actor may set it aside by
    giving a reason.
    """

    code = "DO_NOT_CONTACT"

    def __init__(
        self,
        message: str,
        *,
        reason: str,
        since: datetime | None,
        how: str | None,
        may_override: bool,
        party: tuple[str, int],
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.since = since
        self.how = how
        self.may_override = may_override
        self.party = party


class NoPhoneDevice(DomainError):
    """The user has not chosen what rings when they call somebody (R005)."""

    code = "NO_PHONE_DEVICE"


class NumberBarred(DomainError):
    """A number that the line does not call; `reason` is one of `contact_points.tolls.Toll`."""

    code = "NUMBER_BARRED"

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class CallRunning(DomainError):
    """The user is in a call already; `call_id` is that call."""

    code = "CALL_RUNNING"

    def __init__(self, message: str, call_id: int) -> None:
        super().__init__(message)
        self.call_id = call_id


class Refused(DomainError):
    """The state of things forbids it; the message says what would help."""

    code = "REFUSED"
