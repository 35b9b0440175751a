"""Questions in plain words: by mention, or told directly. Each is answered once."""

from collections.abc import Mapping
from typing import Any

from bot.domain.answers import Answer
from bot.domain.audience import Viewer
from bot.domain.mail import Post
from bot.errors import NotFound
from bot.sources.slack_text import plain_text
from handlers.asking import REFUSED, asker
from handlers.blocks.answer import channel_answer, private_answer, shared_answer
from handlers.blocks.digest import digest_message
from handlers.blocks.elements import Rendered
from handlers.blocks.help import help_message
from handlers.blocks.status import status_message
from handlers.context import Context
from handlers.wording import reactions_in_words

REPLY = "reply"
"""The outbox kind of a reply. `ref`: `answer:ID`, `shared:ID`, or a plain word such as `help`."""

PRIVATE_REST = "private_rest"
"""The outbox kind of what only the asker may read, beside a reply that everybody reads."""

PLAIN_WORDS = ("help", "status", "digest")


async def mentioned(context: Context, event: Mapping[str, Any]) -> None:
    """Answers in the thread with what everybody in the channel may see; the rest goes to the asker alone."""
    user_id, channel_id, ts = str(event.get("user") or ""), str(event.get("channel") or ""), str(event.get("ts") or "")
    if not user_id or event.get("bot_id") or not ts:
        return
    asking = await asker(context, user_id)
    thread_ts = str(event.get("thread_ts") or ts)
    key = f"reply:{channel_id}:{ts}"
    if not asking.audiences:
        await _reply(context, key, "refused", channel_id, thread_ts, user_id)
        return
    question = asked(context, event)
    if word := plain_word(question):
        await _reply(context, key, word, channel_id, thread_ts, user_id)
        return
    everybody = asking.landing_in(await context.services.viewers.landing(context.team.id, channel_id))
    answer = await context.services.answering.why(everybody, question, channel_id=channel_id)
    await _reply(context, key, f"answer:{answer.id}", channel_id, thread_ts, user_id)
    if asking != everybody:
        fuller = await context.services.answering.why(asking, question, channel_id=channel_id)
        if fuller.answered and not (answer.answered and _same_record(answer, fuller)):
            rest = Post(context.team.id, f"{key}:rest", PRIVATE_REST, fuller.id, channel_id, thread_ts, user_id)
            await context.services.outbox.add(rest)


def _same_record(one: Answer, other: Answer) -> bool:
    return (one.decision and one.decision.id) == (other.decision and other.decision.id)


async def told_directly(context: Context, event: Mapping[str, Any]) -> None:
    """Answers in a direct message with all that the asker may see."""
    user_id, channel_id, ts = str(event.get("user") or ""), str(event.get("channel") or ""), str(event.get("ts") or "")
    if not user_id or event.get("bot_id"):
        return
    thread_ts = str(event.get("thread_ts") or ts)
    key = f"reply:{channel_id}:{ts}"
    asking = await asker(context, user_id)
    if not asking.audiences:
        await _reply(context, key, "refused", channel_id, thread_ts, user_id)
        return
    question = asked(context, event)
    if word := plain_word(question):
        await _reply(context, key, word, channel_id, thread_ts, user_id)
        return
    answer = await context.services.answering.why(asking, question, channel_id=channel_id)
    await _reply(context, key, f"direct:{answer.id}", channel_id, thread_ts, user_id)


def asked(context: Context, event: Mapping[str, Any]) -> str:
    """The question without the mention of us, in plain text."""
    text = str(event.get("text") or "")
    own = context.team.bot_user_id
    for token in (f"<@{own}>", f"<@{own}|because>"):
        text = text.replace(token, " ")
    return " ".join(plain_text(text, context.names).split())


def plain_word(question: str) -> str | None:
    word = question.strip(" ?!.").casefold()
    return word if word in PLAIN_WORDS else "help" if not word else None


async def render_reply(context: Context, post: Post) -> Rendered:
    """What the post says; what the asker may no longer see is not said."""
    kind, _, answer_id = post.ref.partition(":")
    services = context.services
    match kind:
        case "help":
            return help_message(reactions_in_words(context.reactions))
        case "refused":
            return Rendered([], REFUSED)
        case "status":
            return status_message(await services.status.read(await _readers(context, post)), context.now())
        case "digest":
            return digest_message(await preview(context, post.channel_id, await _readers(context, post)))
        case "answer" | "shared" | "direct":
            answer = await services.answering.given(post.team_id, answer_id)
            if kind == "shared":
                return shared_answer(answer, post.user_id or "")
            return channel_answer(answer) if kind == "answer" else private_answer(answer, shareable=False)
        case _:
            raise NotFound(f"There is no reply {post.ref!r}.")


async def _readers(context: Context, post: Post) -> Viewer:
    """What everybody who reads the reply may see: the channel's people, or the one person in a direct message."""
    viewers = context.services.viewers
    if not post.channel_id.startswith("D"):
        return await viewers.landing(post.team_id, post.channel_id)
    asking = await viewers.asking(post.team_id, post.user_id or "")
    return asking.landing_in(Viewer.public(post.team_id)) if asking.only_channels is None else asking


async def preview(context: Context, channel_id: str, viewer: Viewer | None = None) -> Any:
    """The digest of the last 24 hours, as everybody in the channel (or `viewer`) may see it."""
    composer = context.services.composer
    who = viewer or await context.services.viewers.landing(context.team.id, channel_id)
    now = context.now()
    return await composer.compose(who, composer.rhythm.local_date(now), composer.rhythm.preview(now))


async def _reply(context: Context, key: str, ref: str, channel_id: str, thread_ts: str, user_id: str) -> None:
    await context.services.outbox.add(
        Post(context.team.id, key, REPLY, ref, channel_id, thread_ts=thread_ts, user_id=user_id)
    )
