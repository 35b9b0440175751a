"""Works off the outbox: renders each post, looks for it where an earlier try may have got through, and sends it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.domain.mail import Post
from bot.errors import NotFound, Unavailable
from bot.services.decisions.announcing import ANNOUNCEMENT, REVISION
from bot.services.decisions.changing import PROPOSAL, PROPOSAL_OUTCOME, REOPENING
from bot.services.decisions.offering import DRAFT_OFFER
from bot.services.synthesis.posting import DIGEST, DIGEST_DETAIL
from handlers import decision_posts, on_question, on_reaction, theme_posts
from handlers.blocks.answer import private_answer
from handlers.blocks.chart import theme_chart
from handlers.blocks.decision_message import draft_offer
from handlers.blocks.digest import digest_message
from handlers.blocks.digest_details import digest_details
from handlers.blocks.elements import Block, Rendered
from handlers.blocks.signal_notice import tagged
from handlers.context import Context
from handlers.drafts import status_of_word
from handlers.slack_calls import answer_of, error_of
from handlers.theme_posts import THEME_ASSIGNED
from handlers.views import CHALLENGE

log = structlog.get_logger(__name__)

KEY = "because_key"
DIGEST_EVENT = "because_digest"
POST_EVENT = "because_post"
FORMS = 4  # joined first, without the chart, without blocks, outside the thread
THREAD_GONE = frozenset({"thread_not_found", "cannot_reply_to_message", "message_not_found"})
LOOK_BACK = timedelta(minutes=5)
REFUSED_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})


class Postman:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._kinds: Mapping[str, Callable[[Post], Awaitable[str]]] = {
            DIGEST: self._digest,
            DIGEST_DETAIL: self._digest_detail,
            ANNOUNCEMENT: self._announcement,
            REVISION: self._revision,
            PROPOSAL: self._direct_word(decision_posts.proposal),
            REOPENING: self._direct_word(decision_posts.reopening),
            PROPOSAL_OUTCOME: self._direct_word(decision_posts.proposal_outcome),
            THEME_ASSIGNED: self._direct_word(theme_posts.assigned),
            DRAFT_OFFER: self._draft,
            on_reaction.SIGNAL_NOTICE: self._signal_notice,
            on_question.REPLY: self._reply,
            on_question.PRIVATE_REST: self._private_rest,
            CHALLENGE: self._direct_word(decision_posts.challenge),
        }

    async def send(self, post: Post) -> str:
        """The ts of the one message of this post. Raises NotFound where there is nothing (more) to post."""
        return await self._kinds[post.kind](post)

    async def posted(self, post: Post, ts: str) -> None:
        """What follows from the post's being out. May be called again for the same post."""
        services = self._context.services
        if post.kind == ANNOUNCEMENT:
            await services.decisions.set_posted(post.team_id, post.ref, post.channel_id, ts)
        if post.kind == DIGEST:
            await services.digests.queue_details(post, ts, len(await self._details(post, post.ref)))

    async def _details(self, post: Post, day: str) -> list[Rendered]:
        """What stands in the thread of that day's digest, as everybody in its channel may see it."""
        services = self._context.services
        digest = await services.digests.kept(post.team_id, date.fromisoformat(day), post.channel_id)
        if digest is None:
            raise NotFound(f"The digest of {day} is gone.")
        viewer = await services.viewers.landing(post.team_id, post.channel_id)
        return digest_details(digest, await services.digests.links(viewer, digest.themes))

    async def _digest(self, post: Post) -> str:
        digest = await self._context.services.digests.kept(post.team_id, date.fromisoformat(post.ref), post.channel_id)
        if digest is None:
            raise NotFound(f"The digest of {post.ref} is gone.")
        plain = digest_message(digest)
        chart = theme_chart(digest.themes)
        full = digest_message(digest, chart) if chart else plain
        return await self._once(post, full, event_type=DIGEST_EVENT, without_chart=plain.blocks)

    async def _digest_detail(self, post: Post) -> str:
        day, _, number = post.ref.partition("#")
        details = await self._details(post, day)
        if int(number) >= len(details):
            raise NotFound("There is no such part of the digest.")
        return await self._once(post, details[int(number)], event_type=DIGEST_EVENT)

    async def _announcement(self, post: Post) -> str:
        return await self._once(post, (await decision_posts.record_as_it_is(self._context, post))[1])

    async def _revision(self, post: Post) -> str:
        """Doing it twice changes nothing, so nothing is looked for."""
        decision, rendered = await decision_posts.record_as_it_is(self._context, post)
        return await decision_posts.rewrite(self._context, decision, rendered)

    def _direct_word(self, render: Callable[[Context, Post], Awaitable[Rendered]]) -> Callable[[Post], Awaitable[str]]:
        """Sends what `render` makes to the one person it is for."""

        async def send(post: Post) -> str:
            rendered = await render(self._context, post)
            return await self._once(post, rendered, channel=await self._direct(post.user_id or ""))

        return send

    async def _draft(self, post: Post) -> str:
        services = self._context.services
        draft = await services.decision_life.draft(post.team_id, post.ref)
        viewer = await services.viewers.asking(post.team_id, draft.for_user_id)
        message = await on_reaction.message_of(self._context, viewer, draft.channel_id, draft.ts)
        if message is None or draft.state != "waiting":
            raise NotFound("There is nothing to record any more.")
        rendered = draft_offer(draft.id, message.text, message.url, status_of_word(draft.status_word))
        return await self._once(post, rendered, channel=await self._direct(draft.for_user_id))

    async def _signal_notice(self, post: Post) -> str:
        """An ephemeral message cannot be found again, so it is tried once and then left."""
        if post.attempts:
            raise NotFound("The notice may be out already.")
        services = self._context.services
        viewer = await services.viewers.asking(post.team_id, post.user_id or "")
        signal = await services.signals.get(viewer, post.ref)
        return await self._ephemeral(post, tagged(signal))

    async def _reply(self, post: Post) -> str:
        return await self._once(post, await on_question.render_reply(self._context, post))

    async def _private_rest(self, post: Post) -> str:
        """Beside an answer that everybody reads: the fuller one, for the asker alone. Tried once."""
        if post.attempts:
            raise NotFound("The answer may be out already.")
        answer = await self._context.services.answering.given(post.team_id, post.ref)
        return await self._ephemeral(post, private_answer(answer))

    async def _ephemeral(self, post: Post, rendered: Rendered) -> str:
        body = await answer_of(
            self._context.client.chat_postEphemeral(
                channel=post.channel_id,
                user=post.user_id or "",
                thread_ts=post.thread_ts,
                text=rendered.text,
                blocks=rendered.blocks,
            )
        )
        return str(body.get("message_ts") or "")

    async def _direct(self, user_id: str) -> str:
        body = await answer_of(self._context.client.conversations_open(users=[user_id]))
        return str((body.get("channel") or {}).get("id") or user_id)

    async def _once(
        self,
        post: Post,
        rendered: Rendered,
        *,
        channel: str | None = None,
        event_type: str = POST_EVENT,
        without_chart: list[Block] | None = None,
    ) -> str:
        channel_id, thread_ts = channel or post.channel_id, post.thread_ts
        if post.attempts:
            found = await self._find(post, channel_id)
            if found is not None:
                return found
        metadata = {"event_type": event_type, "event_payload": {KEY: post.key}}
        blocks = rendered.blocks
        for _ in range(FORMS):
            try:
                response = await self._context.client.chat_postMessage(
                    channel=channel_id,
                    thread_ts=thread_ts,
                    text=rendered.text,
                    blocks=blocks,
                    metadata=metadata,
                    unfurl_links=False,
                    unfurl_media=False,
                )
                return str(response["ts"])
            except SlackApiError as refused:
                error = error_of(refused)
                if error == "not_in_channel":
                    await answer_of(self._context.client.conversations_join(channel=channel_id))
                elif error in REFUSED_BLOCKS and without_chart is not None and blocks is not without_chart:
                    log.info("chart_refused", key=post.key)
                    blocks = without_chart
                elif error in REFUSED_BLOCKS and blocks:
                    log.error("blocks_refused", key=post.key, detail=str(refused.response.data)[:500])
                    blocks = []
                elif error in THREAD_GONE and thread_ts:
                    if post.kind != ANNOUNCEMENT:
                        raise NotFound(f"The thread is gone ({error}).") from refused
                    thread_ts = None  # a record needs a message that can be linked to
                elif error in ("is_archived", "channel_not_found", "channel_is_archived"):
                    raise NotFound(f"The channel cannot be posted to ({error}).") from refused
                else:
                    raise Unavailable(f"Slack refused the post: {error}") from refused
            except (SlackClientError, aiohttp.ClientError, TimeoutError, ValueError) as failure:
                raise Unavailable(f"Slack did not answer the post: {failure}") from failure
        raise Unavailable("Slack refused the post in every form.")

    async def _find(self, post: Post, channel_id: str) -> str | None:
        """The message that carries this post's key, if an earlier try got through."""
        if post.thread_ts:
            try:
                return await self._find_in(post, channel_id, post.thread_ts)
            except NotFound:
                log.info("thread_gone", key=post.key)
        return await self._find_in(post, channel_id, None)

    async def _find_in(self, post: Post, channel_id: str, thread_ts: str | None) -> str | None:
        reader = self._context.reader
        since = f"{(post.created_at - LOOK_BACK).timestamp():.6f}" if post.created_at else "0"
        cursor = ""
        while True:
            if thread_ts:
                call = reader.conversations_replies(
                    channel=channel_id,
                    ts=thread_ts,
                    oldest=since,
                    limit=200,
                    cursor=cursor,
                    include_all_metadata=True,
                )
            else:
                call = reader.conversations_history(
                    channel=channel_id, oldest=since, limit=200, cursor=cursor, include_all_metadata=True
                )
            body = await answer_of(call)
            for message in body.get("messages") or ():
                if _key_of(message) == post.key:
                    return str(message["ts"])
            cursor = str((body.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return None


def _key_of(message: Mapping[str, Any]) -> str | None:
    metadata = message.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    return payload.get(KEY) if isinstance(payload, dict) else None
