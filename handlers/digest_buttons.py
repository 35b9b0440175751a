"""The menu beside a theme, and its buttons in the thread: open it, dismiss it, say what is wrong, give it away."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.domain.audience import Viewer
from bot.domain.mail import Post
from bot.domain.themes import Correction, CorrectionKind
from bot.errors import BecauseError, NotAllowed
from bot.services.theming.lasting import theme_id_of
from handlers import action_ids
from handlers.asking import asker
from handlers.blocks.elements import Rendered
from handlers.blocks.escape import escape_mrkdwn
from handlers.blocks.inputs import FieldErrors
from handlers.blocks.theme_buttons import PREFIX
from handlers.blocks.theme_message import theme_dismissed, theme_opened
from handlers.blocks.theme_modals import Wrong, assign_modal, parse_assign, parse_wrong, wrong_modal
from handlers.blocks.view_context import ViewContext
from handlers.blocks.wording import titled
from handlers.commands import tell
from handlers.context import Context
from handlers.drafts import open_and_fill
from handlers.receiving import Bells
from handlers.theme_posts import THEME_ASSIGNED

ONLY_MEMBERS = "Only members of this workspace can change themes."
CANNOT_SEE = "They may not read where this was said."

Body = dict[str, Any]
Action = dict[str, Any]


def register(app: AsyncApp, context: Context, bells: Bells) -> None:
    services = context.services

    async def open_theme(body: Body, theme_id: str, respond: AsyncRespond) -> None:
        viewer = await _reader(context, body)
        theme, _ = await services.themes.one(viewer, theme_id)
        (theme,) = await services.composer.tied(viewer, [theme])
        await tell(respond, theme_opened(theme, await services.digests.links(viewer, [theme])))

    async def dismiss(body: Body, theme_id: str, respond: AsyncRespond) -> None:
        viewer = await _reader(context, body, members_only=True)
        theme, _ = await services.themes.one(viewer, theme_id)
        if not theme.is_dismissed:
            await services.themes.correct(viewer, _correction(context, viewer, CorrectionKind.DISMISS, theme.id))
        await tell(respond, theme_dismissed(theme))

    async def restore(body: Body, theme_id: str, respond: AsyncRespond) -> None:
        viewer = await _reader(context, body, members_only=True)
        theme, _ = await services.themes.one(viewer, theme_id)
        if theme.is_dismissed:
            await services.themes.correct(viewer, _correction(context, viewer, CorrectionKind.RESTORE, theme.id))
        await tell(respond, Rendered([], f"“{escape_mrkdwn(titled(theme.label))}” is told of again."))

    async def wrong(body: Body, theme_id: str, respond: AsyncRespond) -> None:
        where = ViewContext(channel_id=_channel(body), theme_id=theme_id)

        async def fill() -> dict[str, Any]:
            viewer = await _reader(context, body, members_only=True)
            theme, members = await services.themes.one(viewer, theme_id)
            others = await services.themes.list(viewer, services.composer.rhythm.preview(context.now()))
            return wrong_modal(theme, members, [other for other in others if other.id != theme.id], where)

        await open_and_fill(context, str(body["trigger_id"]), "What is wrong?", fill)

    async def assign(body: Body, theme_id: str, respond: AsyncRespond) -> None:
        where = ViewContext(channel_id=_channel(body), theme_id=theme_id)

        async def fill() -> dict[str, Any]:
            viewer = await _reader(context, body, members_only=True)
            theme, _ = await services.themes.one(viewer, theme_id)
            return assign_modal(theme, where)

        await open_and_fill(context, str(body["trigger_id"]), "Who takes it?", fill)

    acts: dict[str, Callable[[Body, str, AsyncRespond], Awaitable[None]]] = {
        action_ids.THEME_OPEN: open_theme,
        action_ids.THEME_DISMISS: dismiss,
        action_ids.THEME_RESTORE: restore,
        action_ids.THEME_WRONG: wrong,
        action_ids.THEME_ASSIGN: assign,
    }

    @app.action(re.compile(f"^(?:{'|'.join(acts)})$"))
    async def pressed(ack: AsyncAck, body: Body, action: Action, respond: AsyncRespond) -> None:
        await ack()
        await acts[str(action["action_id"])](body, str(action["value"]), respond)

    @app.action(action_ids.THEME_MENU)
    async def chosen(ack: AsyncAck, body: Body, action: Action, respond: AsyncRespond) -> None:
        await ack()
        act, _, theme_id = str(action["selected_option"]["value"]).partition(":")
        await acts[PREFIX + act](body, theme_id, respond)

    @app.view(action_ids.VIEW_THEME_WRONG)
    async def corrected(ack: AsyncAck, body: Body, view: dict[str, Any]) -> None:
        found = parse_wrong(view["state"]["values"])
        if isinstance(found, FieldErrors):
            await ack(response_action="errors", errors=found.errors)
            return
        where = ViewContext.load(str(view.get("private_metadata") or ""))
        try:
            viewer = await _sees(context, str(body["user"]["id"]), str(where.channel_id), members_only=True)
            await services.themes.correct(viewer, _said(context, viewer, str(where.theme_id), found))
        except BecauseError as refused:
            await ack(response_action="errors", errors={action_ids.INPUT_REASON: str(refused)})
            return
        await ack()

    @app.view(action_ids.VIEW_THEME_ASSIGN)
    async def assigned(ack: AsyncAck, body: Body, view: dict[str, Any]) -> None:
        found = parse_assign(view["state"]["values"])
        if isinstance(found, FieldErrors):
            await ack(response_action="errors", errors=found.errors)
            return
        person, note = found
        where = ViewContext.load(str(view.get("private_metadata") or ""))
        theme_id, channel_id = str(where.theme_id), str(where.channel_id)
        try:
            viewer = await _sees(context, str(body["user"]["id"]), channel_id, members_only=True)
            theirs = await _sees(context, person, channel_id)
            if theirs.audiences != viewer.audiences or theirs.only_channels != viewer.only_channels:
                raise NotAllowed(CANNOT_SEE)
            await services.themes.one(viewer, theme_id)
            await services.themes.assign(viewer, theme_id, person, note)
        except BecauseError as refused:
            await ack(response_action="errors", errors={action_ids.INPUT_PERSON: str(refused)})
            return
        key, ref = f"theme_assigned:{view['id']}", f"{theme_id}\n{viewer.user_id}\n{note}"
        await services.outbox.add(Post(context.team.id, key, THEME_ASSIGNED, ref, channel_id, user_id=person))
        await ack()
        bells.outbox.set()


async def _reader(context: Context, body: Body, *, members_only: bool = False) -> Viewer:
    """Who pressed, as far as the channel goes that the theme was shown in."""
    return await _sees(context, str(body["user"]["id"]), _channel(body), members_only=members_only)


async def _sees(context: Context, user_id: str, channel_id: str, *, members_only: bool = False) -> Viewer:
    """A theme belongs to the audience of the digest it stood in, wherever it is shown again."""
    asking = await asker(context, user_id)
    if members_only and (asking.only_channels is not None or not asking.audiences):
        raise NotAllowed(ONLY_MEMBERS)
    shown_in = context.digest_channel_id if channel_id.startswith("D") else channel_id
    if shown_in is None:
        return asking.landing_in(Viewer.public(context.team.id))
    return asking.landing_in(await context.services.viewers.landing(context.team.id, shown_in))


def _channel(body: Body) -> str:
    return str((body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id") or "D")


def _correction(context: Context, viewer: Viewer, kind: CorrectionKind, theme_id: str) -> Correction:
    return Correction(kind, theme_id, viewer.user_id or "", context.now())


def _said(context: Context, viewer: Viewer, theme_id: str, wrong: Wrong) -> Correction:
    """What the modal says, as a correction; a split's new theme has an id of its messages."""
    base = _correction(context, viewer, CorrectionKind(wrong.reason), theme_id)
    noted = replace(base, reason=wrong.note or None)
    match noted.kind:
        case CorrectionKind.RENAME:
            return replace(noted, label=wrong.label)
        case CorrectionKind.MERGE:
            return replace(noted, into=wrong.into)
        case CorrectionKind.SPLIT:
            return replace(noted, message_ids=wrong.message_ids, into=theme_id_of(wrong.message_ids))
        case _:
            return replace(noted, message_ids=wrong.message_ids)
