"""Signing in and out, passwords, sessions, preferences: what everybody does about themselves."""

from __future__ import annotations

from typing import Annotated

import strawberry

from backend.accounts import password_setting, preferences, sessions, signing_in
from backend.accounts.permissions import Permission
from schema.accounts.callers import caller_of, demand_cookie, enter, leave
from schema.accounts.inputs import PreferencesInput
from schema.accounts.viewer import Viewer, viewer_of
from schema.context import Info
from schema.inputs import given
from schema.permissions import Fresh, Requires
from schema.problems import InvalidInput, NotAllowed, NotFound, RateLimited, Refused
from schema.relay import pk_of


@strawberry.type(description="Somebody is signed in.")
class SignedIn:
    viewer: Viewer = strawberry.field(description="Who.")
    token: str | None = strawberry.field(
        description="Where `issueToken` asked for it: send it as `Authorization: Bearer …`. Shown once."
    )


@strawberry.type(description="Nobody is signed in any more.")
class SignedOut:
    done: bool = strawberry.field(description="True.", default=True)


@strawberry.type(description="The password has been changed; every other sign-in has ended.")
class PasswordChanged:
    token: str | None = strawberry.field(description="An app's new token, in place of its old one.")


@strawberry.type(description="Sign-ins have ended.")
class SessionsRevoked:
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="The preferences have been kept.")
class PreferencesUpdated:
    viewer: Viewer = strawberry.field(description="Whose they are.")


SignInResult = Annotated[
    SignedIn | NotAllowed | RateLimited | Refused,
    strawberry.union("SignInResult", description="Signed in, or what is in the way."),
]
SignOutResult = Annotated[
    SignedOut | NotAllowed, strawberry.union("SignOutResult", description="Signed out.")
]
PasswordSetResult = Annotated[
    SignedIn | InvalidInput | NotAllowed | NotFound | RateLimited | Refused,
    strawberry.union("PasswordSetResult", description="Signed in, or what is in the way."),
]
PasswordChangeResult = Annotated[
    PasswordChanged | InvalidInput | NotAllowed | NotFound | RateLimited | Refused,
    strawberry.union("PasswordChangeResult", description="Changed, or what is in the way."),
]
SessionRevokeResult = Annotated[
    SessionsRevoked | InvalidInput | NotAllowed | NotFound,
    strawberry.union("SessionRevokeResult", description="Ended, or what is in the way."),
]
SessionsRevokeOthersResult = Annotated[
    SessionsRevoked | NotAllowed,
    strawberry.union("SessionsRevokeOthersResult", description="Ended, or what is in the way."),
]
PreferencesUpdateResult = Annotated[
    PreferencesUpdated | InvalidInput | NotAllowed | NotFound,
    strawberry.union("PreferencesUpdateResult", description="Kept, or what is in the way."),
]


@strawberry.type
class SignInMutation:
    @strawberry.mutation(
        description="Sign in. A browser gets a cookie; an app asks for a token instead."
    )
    async def sign_in(
        self,
        info: Info,
        email: Annotated[str, strawberry.argument(description="The address of the user.")],
        password: Annotated[str, strawberry.argument(description="Their password.")],
        remember: Annotated[
            bool, strawberry.argument(description="False: only until the browser closes.")
        ] = True,
        issue_token: Annotated[
            bool, strawberry.argument(description="For apps: a token in the answer, no cookie.")
        ] = False,
        client: Annotated[
            str | None, strawberry.argument(description="What the list of sign-ins calls the app.")
        ] = None,
    ) -> SignInResult:
        if not issue_token:
            demand_cookie(info)
        entered = await signing_in.sign_in(
            caller_of(info, client if issue_token else None),
            email=email,
            password=password,
            app=issue_token,
            remember=remember,
            before=None if issue_token else info.context.actor,
        )
        enter(info, entered, cookie=not issue_token)
        token = entered.session.secret if issue_token else None
        return SignedIn(viewer=viewer_of(entered.actor), token=token)

    @strawberry.mutation(description="Sign out: the session ends, in every window.")
    async def sign_out(self, info: Info) -> SignOutResult:
        if info.context.actor is not None:
            await sessions.sign_out(info.context.actor)
        leave(info)
        return SignedOut()

    @strawberry.mutation(
        description="Use a one-time link: set the password, and sign in. The first administrator"
        " gives name and e-mail too."
    )
    async def password_set(
        self,
        info: Info,
        token: Annotated[str, strawberry.argument(description="The last part of the link.")],
        password: Annotated[str, strawberry.argument(description="At least 10 characters.")],
        name: Annotated[str, strawberry.argument(description="First administrator's.")] = "",
        email: Annotated[str, strawberry.argument(description="First administrator's.")] = "",
    ) -> PasswordSetResult:
        demand_cookie(info)
        entered = await password_setting.password_set(
            caller_of(info), token=token, password=password, name=name, email=email
        )
        enter(info, entered, cookie=True)
        return SignedIn(viewer=viewer_of(entered.actor), token=None)

    @strawberry.mutation(
        description="Change one's own password. Every other sign-in ends; API tokens go on.",
        extensions=[Requires(Permission.OWN_MANAGE), Fresh()],
    )
    async def password_change(
        self,
        info: Info,
        current: Annotated[str, strawberry.argument(description="The present password.")],
        password: Annotated[str, strawberry.argument(description="At least 10 characters.")],
    ) -> PasswordChangeResult:
        actor = info.context.signed_in()
        if actor.via == "web":
            demand_cookie(info)
        entered = await password_setting.password_change(
            actor, caller_of(info), current=current, password=password
        )
        if entered is None:
            return PasswordChanged(token=None)
        enter(info, entered, cookie=actor.via == "web")
        return PasswordChanged(token=entered.session.secret if actor.via == "app" else None)

    @strawberry.mutation(
        description="End a sign-in, with all its windows: one's own, or managing users, anybody's.",
        extensions=[Requires(Permission.OWN_MANAGE), Fresh()],
    )
    async def session_revoke(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The session's id.")],
    ) -> SessionRevokeResult:
        await sessions.session_revoke(info.context.signed_in(), session_id=pk_of(id, "Session"))
        return SessionsRevoked(count=1)

    @strawberry.mutation(
        description="End all one's own sign-ins but this one.",
        extensions=[Requires(Permission.OWN_MANAGE), Fresh()],
    )
    async def sessions_revoke_others(self, info: Info) -> SessionsRevokeOthersResult:
        return SessionsRevoked(
            count=await sessions.sessions_revoke_others(info.context.signed_in())
        )

    @strawberry.mutation(
        description="Change how one likes the screen.",
        extensions=[Requires(Permission.OWN_MANAGE), Fresh()],
    )
    async def preferences_update(
        self,
        info: Info,
        input: Annotated[PreferencesInput, strawberry.argument(description="What to change.")],
    ) -> PreferencesUpdateResult:
        actor = info.context.signed_in()
        await preferences.preferences_update(actor, values=given(input))
        return PreferencesUpdated(viewer=viewer_of(actor))
