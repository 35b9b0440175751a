"""Every message and view that we can make, with one foreign text in each place where such can stand."""

from collections.abc import Iterator
from typing import Any

from bot.domain.answers import AnswerMode
from bot.domain.kinds import DecisionStatus
from handlers.blocks.answer import channel_answer, private_answer, shared_answer
from handlers.blocks.chart import theme_chart
from handlers.blocks.decision_message import challenge_notice, draft_offer, recorded, reopening_notice
from handlers.blocks.decision_modal import EarlierDecision, decision_modal, message_view
from handlers.blocks.digest import digest_message
from handlers.blocks.digest_details import digest_details
from handlers.blocks.elements import Rendered
from handlers.blocks.help import help_message
from handlers.blocks.home import WaitingDraft, home_view
from handlers.blocks.reason_modal import challenge_modal, not_helpful_modal, reopen_modal
from handlers.blocks.signal_list import signal_list
from handlers.blocks.signal_notice import tagged, untagged
from handlers.blocks.status import status_message
from handlers.blocks.tag_modal import tag_modal
from handlers.blocks.view_context import ViewContext
from tests.blocks import samples


def messages(text: str = "") -> Iterator[tuple[str, Rendered]]:
    for state in DecisionStatus:
        successor = {"superseded_by": "D-13", "superseded_by_title": text or "Two roles"}
        held = samples.summary(state, text, contested=True, **successor)
        yield f"private answer, {state}", private_answer(samples.answer(held, text))
    shelved = samples.summary(DecisionStatus.ICEBOXED, text)
    other, why = samples.summary(text=text), text or "Nobody could explain them."
    told = samples.answer(shelved, text, since=text or "Two asked.", rival=other, rival_reason=why, is_opposed=True)
    yield "beside and since", private_answer(told)
    plain = samples.answer(samples.summary(text=text), text, hidden=True, mode=AnswerMode.MODEL, notice=text or None)
    yield "channel answer", channel_answer(plain)
    yield "shared answer", shared_answer(plain, "U0LEE")
    yield "talk only", private_answer(samples.answer(None, text))
    yield "no record", private_answer(samples.no_record(text))
    yield "no record in channel", channel_answer(samples.no_record(text))
    yield "recorded", recorded(samples.decision(text), samples.fields(text), source_url=text or samples.SLACK_URL,
                               supersedes=text or None)
    yield "draft", draft_offer("F-1", text or "We decided.", text or samples.SLACK_URL, DecisionStatus.ACCEPTED)
    yield "challenge", challenge_notice(text or "No roles", text, text or "U0LEE", text or "It changed", "D-12", text)
    yield "reopening", reopening_notice(samples.decision(text), text or "U0LEE", text or "It changed")
    yield "tagged", tagged(samples.signal(text))
    yield "untagged", untagged(samples.signal(text))
    yield "signals", signal_list((samples.signal(text),) * 30, 7)
    yield "status", status_message(samples.status(text), samples.NOW)
    yield "help", help_message({"mega": "customer signal", "bug": "problem"})
    yield "digest", digest_message(samples.digest(text, many=7), theme_chart(samples.digest(text).themes))
    links = dict.fromkeys(samples.theme().member_ids, text or samples.SLACK_URL)
    for at, detail in enumerate(digest_details(samples.digest(text), links)):
        yield f"digest detail {at}", detail


def views(text: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    context = ViewContext(channel_id="C1", ts="1.1")
    earlier = (EarlierDecision(samples.summary(text=text), text or "It was slow.", contradicts=True),)
    filled = decision_modal(samples.fields(text), context, today=samples.TODAY, earlier=earlier, notice=text or None)
    yield "decision", filled
    yield "decision, empty", decision_modal(today=samples.TODAY)
    yield "tag", tag_modal(text or "We leave.", context, account=text, note=text)
    yield "not helpful", not_helpful_modal(context)
    yield "challenge", challenge_modal(text or "No roles", text, context)
    yield "reopen", reopen_modal(text or "No roles", text, context)
    yield "message", message_view("Sorry", text or "That is gone.")
    drafts = [WaitingDraft("F-1", text or "We decided.", text, samples.NOW)] * 7
    themes = samples.digest(text, 7).themes
    yield "home", home_view(status=samples.status(text), themes=themes, drafts=drafts, now=samples.NOW)
