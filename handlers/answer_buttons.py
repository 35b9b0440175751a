"""The buttons under an answer: share it, rate it, challenge it, record what is missing, ask who knows."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.domain.answers import EvidenceKind
from bot.domain.decisions import DecisionFields
from bot.domain.mail import Post
from bot.domain.messages import place_of_slack_message
from bot.errors import NotFound
from handlers import action_ids
from handlers.asking import asker
from handlers.blocks.answer import private_answer
from handlers.blocks.elements import Rendered, paragraph, people, rich, words
from handlers.blocks.reason_modal import challenge_modal, not_helpful_modal
from handlers.blocks.view_context import ViewContext
from handlers.commands import tell
from handlers.context import Context
from handlers.drafts import open_decision_modal, open_filled_modal
from handlers.on_question import REPLY
from handlers.receiving import Bells
from handlers.slack_calls import answer_of

Body = dict[str, Any]
Action = dict[str, Any]


def register(app: AsyncApp, context: Context, bells: Bells) -> None:
    services = context.services

    @app.action(action_ids.ANSWER_SHARE)
    async def share(ack: AsyncAck, body: Body, action: Action, respond: AsyncRespond) -> None:
        await ack()
        user_id, channel_id = str(body["user"]["id"]), str((body.get("channel") or {}).get("id") or "")
        asking = await asker(context, user_id)
        everybody = await services.viewers.landing(context.team.id, channel_id)
        given = await services.answering.given(context.team.id, str(action["value"]))
        answer = await services.answering.why(asking.landing_in(everybody), given.question, channel_id=channel_id)
        if given.answered and not answer.answered:
            await tell(respond, Rendered([], "Not shared: not everybody in this channel may see what it rests on."))
            return
        key = f"share:{given.id}:{channel_id}"
        await services.outbox.add(Post(context.team.id, key, REPLY, f"shared:{answer.id}", channel_id, user_id=user_id))
        bells.outbox.set()

    @app.action(action_ids.ANSWER_HELPFUL)
    async def helpful(ack: AsyncAck, body: Body, action: Action, respond: AsyncRespond) -> None:
        await ack()
        await services.answering.rate(context.team.id, str(action["value"]), helpful=True)
        await tell(respond, Rendered([], "Thank you. Noted."))

    @app.action(action_ids.ANSWER_NOT_HELPFUL)
    async def not_helpful(ack: AsyncAck, body: Body, action: Action) -> None:
        await ack()
        await services.answering.rate(context.team.id, str(action["value"]), helpful=False)
        view = not_helpful_modal(ViewContext(answer_id=str(action["value"])))
        await answer_of(context.client.views_open(trigger_id=str(body["trigger_id"]), view=view))

    @app.action(action_ids.ANSWER_CHALLENGE)
    async def challenge(ack: AsyncAck, body: Body, action: Action) -> None:
        await ack()
        given = await services.answering.given(context.team.id, str(action["value"]))
        if given.decision is None:
            raise NotFound("That answer rests on no decision.")
        where = ViewContext(answer_id=given.id, decision_id=given.decision.id)
        view = challenge_modal(given.decision.title, given.decision.url, where)
        await answer_of(context.client.views_open(trigger_id=str(body["trigger_id"]), view=view))

    @app.action(action_ids.ANSWER_ASK_PEOPLE)
    async def ask_people(ack: AsyncAck, body: Body, action: Action, respond: AsyncRespond) -> None:
        await ack()
        viewer = await asker(context, str(body["user"]["id"]))
        found = await services.answering.people_who_know(viewer, str(action["value"]))
        if not found:
            await tell(respond, Rendered([], "Nobody has talked about it where I listen."))
            return
        line = paragraph(words("They decided or talked about what is nearest: "), *people(found))
        await tell(respond, Rendered([rich(line)], "They decided or talked about what is nearest."))

    @app.action(action_ids.RECORD_FROM_QUESTION)
    async def record_from_question(ack: AsyncAck, body: Body, action: Action) -> None:
        await ack()
        given = await services.answering.given(context.team.id, str(action["value"]))
        user_id = str(body["user"]["id"])
        fields = DecisionFields(title=given.question.rstrip("? ")[:150], decision="", why="", decided_by=(user_id,))
        await open_decision_modal(context, str(body["trigger_id"]), user_id, fields, _where(body, given.id))

    @app.action(action_ids.RECORD_FROM_TALK)
    async def record_from_talk(ack: AsyncAck, body: Body, action: Action) -> None:
        await ack()
        given = await services.answering.given(context.team.id, str(action["value"]))
        user_id, trigger_id = str(body["user"]["id"]), str(body["trigger_id"])
        said = next((c.id for c in given.citations if c.kind is EvidenceKind.MESSAGE), None)
        if said is not None:
            channel_id, ts = place_of_slack_message(said)
            where = ViewContext(channel_id=channel_id, ts=ts, answer_id=given.id)
            await open_filled_modal(context, trigger_id, user_id, where)
            return
        fields = DecisionFields(
            title=given.question.rstrip("? ")[:150],
            decision="",
            why="\n".join(citation.quote for citation in given.citations),
            decided_by=(user_id,),
        )
        await open_decision_modal(context, trigger_id, user_id, fields, _where(body, given.id))

    @app.action(action_ids.ANSWER_SHOW_PRIVATELY)
    async def show_privately(ack: AsyncAck, body: Body, action: Action, respond: AsyncRespond) -> None:
        await ack()
        given = await services.answering.given(context.team.id, str(action["value"]))
        viewer = await asker(context, str(body["user"]["id"]))
        answer = await services.answering.why(viewer, given.question)
        await tell(respond, private_answer(answer, shareable=False))


def _where(body: Body, answer_id: str) -> ViewContext:
    return ViewContext(channel_id=(body.get("channel") or {}).get("id"), answer_id=answer_id)
