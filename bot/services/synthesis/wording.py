"""A model's words for the digest, each held to what customers said or the program counted; else the program's own."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.domain.answers import EvidenceKind
from bot.domain.audience import Viewer
from bot.domain.clock import Now
from bot.domain.digests import Digest
from bot.domain.signals import Signal
from bot.domain.themes import Theme
from bot.domain.verdicts import RevisitVerdict
from bot.llm.port import DEFAULT_DEADLINE, ChatModel
from bot.services.composing.evidence import Evidence, Fact
from bot.services.composing.headline import compose_headline
from bot.services.composing.outcome import Failed
from bot.services.composing.theme_label import ThemeLabel, label_theme
from store.unit_of_work import Store

MOST_MESSAGES = 12
ASK_AGAIN = 2.0
"""How many times as large a theme has to be before its name is asked for anew."""


def words_key(theme_id: str) -> str:
    """The setting that holds a model's words for a theme."""
    return f"theme_words:{theme_id}"


class Wording:
    def __init__(self, store: Store, model: ChatModel, now: Now, *, deadline: float = DEFAULT_DEADLINE) -> None:
        self._store, self._model, self._now, self._deadline = store, model, now, deadline

    async def put(self, viewer: Viewer, digest: Digest, said: Mapping[str, Signal], named: frozenset[str]) -> Digest:
        """The digest with the model's names, problems and first sentence, as far as they hold.

        said: the themes' messages by id. named: themes that a person named, which keep that.
        """
        if viewer.only_channels is not None:
            return digest  # names are made of what everybody of the audience may read
        known = await self._known(viewer, digest.themes)
        new = [theme for theme in digest.themes if _is_due(theme, known.get(theme.id))]
        labels = await asyncio.gather(*(self._label(theme, said) for theme in new))
        trace: list[dict[str, object]] = []
        async with self._store.write(viewer.team_id) as uow:
            for theme, outcome in zip(new, labels, strict=True):
                trace.append({"theme": theme.id, **_trace(outcome)})
                if isinstance(outcome, ThemeLabel):
                    known[theme.id] = _kept(theme, outcome)
                    await uow.settings.set(words_key(theme.id), known[theme.id])
            await uow.commit()
        themes = tuple(_worded(theme, known.get(theme.id), theme.id in named) for theme in digest.themes)
        return await self._headed(replace(digest, themes=themes), trace)

    async def _known(self, viewer: Viewer, themes: Sequence[Theme]) -> dict[str, dict[str, Any]]:
        async with self._store.read(viewer.team_id) as uow:
            found = {theme.id: await uow.settings.get(words_key(theme.id)) for theme in themes}
        return {theme_id: words for theme_id, words in found.items() if words}

    async def _label(self, theme: Theme, said: Mapping[str, Signal]) -> ThemeLabel | Failed:
        first = [quote.id for quote in theme.quotes]
        ids = [*first, *(i for i in reversed(theme.member_ids) if i not in first)]
        signals = [said[i] for i in ids if i in said][:MOST_MESSAGES]
        evidence = [
            Evidence(n, EvidenceKind.MESSAGE, s.id, "", s.created_at.date() if s.created_at else None, s.text)
            for n, s in enumerate(signals, start=1)
        ]
        return await label_theme(self._model, evidence, theme.keywords, deadline=self._deadline)

    async def _headed(self, digest: Digest, trace: list[dict[str, object]]) -> Digest:
        outcome = await compose_headline(self._model, facts_of(digest), now=self._now, deadline=self._deadline)
        told = None if isinstance(outcome, Failed) else outcome.text
        return replace(digest, headline=told, trace={"headline": outcome.trace(), "themes": trace})


def facts_of(digest: Digest) -> tuple[Fact, ...]:
    """What the program counted, a line each, the most important first."""
    lines = [
        f"{theme.label}: {theme.trend.now} messages this week after {theme.trend.before} the week before, "
        f"{theme.accounts} accounts worth {theme.arr:,.0f} a year"
        for theme in digest.themes
    ]
    lines += [f"A promise goes against the decision: {one.decision_title}" for one in digest.contradictions]
    met = [one for one in digest.revisit if one.verdict is RevisitVerdict.MET]
    lines += [f"The condition to look again at a shelved decision is met: {one.title}" for one in met]
    landed = [x for x in digest.landings if x.is_news]
    lines += [f"The release {x.release_title} {x.verdict.value.replace('_', ' ')}" for x in landed]
    lines.append(f"{digest.signals} customer signals from {digest.accounts} accounts since the last digest")
    return tuple(Fact(n, line) for n, line in enumerate(lines, start=1))


def _is_due(theme: Theme, known: Mapping[str, Any] | None) -> bool:
    return known is None or theme.messages >= ASK_AGAIN * known["messages"]


def _kept(theme: Theme, label: ThemeLabel) -> dict[str, Any]:
    return {
        "label": label.label,
        "problem": label.problem.text if label.problem else None,
        "messages": theme.messages,
        "prompt": label.cost.prompt,
        "model": label.cost.model,
    }


def _worded(theme: Theme, words: Mapping[str, Any] | None, is_named: bool) -> Theme:
    if words is None:
        return theme
    return replace(theme, label=theme.label if is_named else words["label"], problem=words["problem"])


def _trace(outcome: ThemeLabel | Failed) -> dict[str, object]:
    if isinstance(outcome, Failed):
        return outcome.trace()
    return {"prompt": outcome.cost.prompt, "prompt_sha256": outcome.cost.prompt_sha256, "model": outcome.cost.model}
