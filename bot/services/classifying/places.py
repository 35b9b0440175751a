"""Which messages were said before a message, in its thread or in the channel above the threads."""

from collections.abc import Iterable, Iterator

from bot.domain.kinds import Surface
from bot.domain.messages import SLACK, Message
from bot.services.classifying.conversation import REMEMBERED, WITHIN


def is_talk(message: Message) -> bool:
    """Said where customers and helpers talk among themselves, so that who said what before matters.

    What another system already keeps as the words of a customer that it names is feedback and no talk.
    """
    is_kept_as_feedback = message.source != SLACK and message.account_hint is not None
    return message.surface is Surface.COMMUNITY and not is_kept_as_feedback


def each_after_others(messages: Iterable[Message]) -> Iterator[tuple[Message, tuple[Message, ...]]]:
    """Each message, oldest first, and at most 40 that were said before it.

    Of a reply those of its thread, however long ago; else those of an hour in the channel above the threads. What came
    from elsewhere than Slack stands alone.
    """
    places: dict[str, list[Message]] = {}
    for message in sorted(messages, key=lambda m: (m.created_at, m.id)):
        if message.source != SLACK:
            yield message, ()
            continue
        said = places.setdefault(_thread(message) if message.is_reply else f"channel:{message.channel_id}", [])
        before = said[-REMEMBERED:]
        if not message.is_reply:
            before = [one for one in before if message.created_at - one.created_at <= WITHIN]
            places[_thread(message)] = [message]  # a thread begins with it
        yield message, tuple(before)
        said.append(message)


def _thread(message: Message) -> str:
    return f"thread:{message.channel_id}:{message.thread_ts or message.ts}"
