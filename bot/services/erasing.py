"""Erasing messages with all that was made of their words."""

from collections.abc import Sequence
from datetime import datetime

from bot.services.synthesis.kept import Words, without_messages
from bot.services.synthesis.material import never_in_labels
from bot.services.synthesis.wording import words_key
from bot.services.theming.labelling import label_themes
from store.passages import MESSAGE
from store.unit_of_work import UnitOfWork


async def erase_messages(uow: UnitOfWork, ids: Sequence[str], at: datetime) -> None:
    """Leaves tombstones of messages that are kept, and nothing of what was derived from them."""
    await uow.messages.bury_all(ids, at)
    await uow.passages.remove(MESSAGE, ids)
    await uow.texts.remove(MESSAGE, ids)
    await uow.signals.erase(ids)
    await uow.reactions.erase(ids)
    await take_out_of_synthesis(uow, ids, at)


async def take_out_of_synthesis(
    uow: UnitOfWork, ids: Sequence[str], at: datetime, *, audience: str | None = None, but_in: str | None = None
) -> None:
    """Takes messages out of themes (of one audience, or all), and their words out of digests and answers.

    but_in: a channel whose own digests may go on quoting them.
    """
    lost = await uow.themes.forget_messages(ids, audience=audience)
    words = await _relabelled(uow, sorted(lost), at)
    await uow.answers.forget_citing(ids)
    gone = frozenset(ids)
    for day, channel_id, body in await uow.digests.bodies():
        if channel_id != but_in and (changed := without_messages(body, gone, words)) != body:
            await uow.digests.rewrite(day, channel_id, changed)


async def _relabelled(uow: UnitOfWork, theme_ids: Sequence[str], at: datetime) -> dict[str, Words]:
    """New words for themes that lost messages: a label must not tell what was erased. Empty themes go."""
    texts = await uow.themes.texts(theme_ids)
    labels = label_themes(texts, never=await never_in_labels(uow)) if texts else {}
    await uow.themes.remove([theme_id for theme_id in theme_ids if theme_id not in labels])
    for theme_id in theme_ids:
        await uow.settings.set(words_key(theme_id), None)  # a model's words for it were made of what is gone
    for theme_id, label in labels.items():
        await uow.themes.relabel(theme_id, label.text, label.keywords, at)
    return {
        theme_id: Words(labels[theme_id].text, tuple(labels[theme_id].keywords)) if theme_id in labels else Words("")
        for theme_id in theme_ids
    }
