"""Where and by whom a message was said, as far as it makes a signal likelier or not."""

from dataclasses import dataclass

from bot.domain.kinds import Surface
from bot.domain.messages import SLACK, Message

_SURFACE = {Surface.SUPPORT: 1.5, Surface.SALES: 0.5, Surface.COMMUNITY: -0.9, None: 0.0}
_FEEDBACK = 2.5  # imported from a system that holds nothing but feedback
_REPLY = -0.8  # by whoever asked
_ANSWER = -2.0  # a reply by somebody else than the thread's first author
_STAFF = -1.5
_STAFF_REPLY = -4.0


@dataclass(frozen=True)
class Context:
    """`is_feedback`: from another system than Slack, or an integration's post. In sales channels the company's own
    people write down what customers said, so staff counts there. `talk`: log odds of being a signal as the
    conversation before it tells; then surface and place in the thread are in it already."""

    surface: Surface | None = None
    is_staff: bool = False
    is_reply: bool = False
    is_answer: bool = False
    is_bot: bool = False
    is_feedback: bool = False
    talk: float | None = None

    @property
    def never(self) -> bool:
        """Nothing said here can be a customer's signal."""
        chatter = self.is_bot and not self.is_feedback
        return chatter or self.surface is Surface.PRODUCT

    @property
    def staff_leaning(self) -> float:
        """Log odds to add for who wrote it."""
        if not self.is_staff or self.surface is Surface.SALES:
            return 0.0
        return _STAFF_REPLY if self.is_reply else _STAFF

    @property
    def leaning(self) -> float:
        """Log odds to add in favour of "this is a signal"."""
        lean = _SURFACE.get(self.surface, 0.0) + (_FEEDBACK if self.is_feedback else 0.0)
        if self.is_reply:
            lean += _ANSWER if self.is_answer else _REPLY
        return lean + self.staff_leaning


def context_of(message: Message, asked_by: str | None = None, talk: float | None = None) -> Context:
    """The context of a captured message.

    asked_by: the author id of the thread's first message, where it is known. talk: what `Talk` read of it. A bot with
    text in support or sales is an integration (Zendesk, Intercom, HubSpot) that carries a customer's words.
    """
    is_post = message.is_bot and message.surface in (Surface.SUPPORT, Surface.SALES)
    return Context(
        surface=message.surface,
        is_staff=message.is_staff,
        is_reply=message.is_reply,
        is_answer=message.is_reply and asked_by is not None and message.author_id != asked_by,
        is_bot=message.is_bot,
        is_feedback=message.source != SLACK or is_post,
        talk=talk,
    )
