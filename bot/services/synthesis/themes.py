"""Themes that last: today's signals grouped by meaning under yesterday's ids."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.audience import PUBLIC, Viewer
from bot.domain.clock import Now
from bot.domain.digests import Window
from bot.domain.kinds import SignalKind
from bot.domain.signals import Signal
from bot.domain.themes import Correction, Theme, ThemeOrder
from bot.errors import NotFound
from bot.services.synthesis.assigning import assign
from bot.services.synthesis.days import week_before
from bot.services.synthesis.material import (
    ASSIGNED,
    Material,
    matrix_of,
    read_material,
    regrouped_key,
    themes_audience,
    updated_key,
)
from bot.services.synthesis.naming import Embed, in_visible_words, names_of_themes, to_name
from bot.services.theming.corrections import apply_corrections
from bot.services.theming.quoting import representative
from bot.services.theming.weighing import in_order, weigh
from store.themes import StoredTheme
from store.unit_of_work import Store

MOST_OLDER = 100
"""Messages from before the window, the newest, among which the quotes of a theme are looked for."""

GONE = "That theme is gone, or not yours to see."


class Themes:
    """Themes are kept apart by audience: those of a private channel's digest see what its members see."""

    def __init__(self, store: Store, model: str, now: Now, embed: Embed | None = None) -> None:
        """embed: of the model of this name, so that names are near in meaning; None: names by words alone."""
        self._store, self._model, self._now, self._embed = store, model, now, embed

    async def updated(self, viewer: Viewer, *, until: datetime | None = None) -> Material:
        """What there is to weigh, after every signal was given its theme."""
        everything = await self.update(viewer)
        sees_all_of_it = viewer.only_channels is None and viewer.audiences == {PUBLIC, themes_audience(viewer)}
        if everything is None or not sees_all_of_it:
            return await self.material(viewer, until=until)
        return _until(everything, until)

    async def update(self, viewer: Viewer, *, regroup: bool = False) -> Material | None:
        """Gives every signal of the viewer's audience its theme, however little of it the viewer may read.

        Returns all that the audience holds as it is then; None where there is nothing.
        """
        audience = themes_audience(viewer)
        everybody = Viewer(viewer.team_id, None, frozenset({PUBLIC, audience}))
        began = self._now()
        async with self._store.read(viewer.team_id) as uow:
            material = await read_material(uow, everybody, audience, self._model)
        if not material.signals:
            return None
        assignment, regrouped = await asyncio.to_thread(assign, material, audience, began, regroup=regroup)
        corrected = apply_corrections(assignment, material.corrections)
        texts: dict[str, list[str]] = {}
        first_seen: dict[str, datetime] = {}
        for signal in material.signals:
            theme_id = corrected.assignment.get(signal.id)
            if theme_id is None:
                continue
            texts.setdefault(theme_id, []).append(signal.text)
            if signal.created_at and (theme_id not in first_seen or signal.created_at < first_seen[theme_id]):
                first_seen[theme_id] = signal.created_at
        out = {m for m, t in corrected.barred if material.assignment.get(m) == t and m not in corrected.assignment}
        renamed = to_name(material, corrected.assignment, texts, regrouped)
        labels = await asyncio.to_thread(names_of_themes, texts, renamed, material, corrected.assignment, self._embed)
        themes = [
            StoredTheme(
                id=theme_id,
                label=corrected.labels.get(theme_id) or labels[theme_id].text,
                keywords=labels[theme_id].keywords,
                audience=audience,
                status="dismissed" if theme_id in corrected.dismissed else "open",
                first_seen=_earliest(first_seen.get(theme_id), material.stored.get(theme_id)),
                label_set_by="person" if theme_id in corrected.labels else None,
            )
            for theme_id in sorted(texts)
        ]
        async with self._store.write(viewer.team_id) as uow:
            await uow.themes.save(themes, self._now())
            await uow.themes.change_members(audience, material.assignment, corrected.assignment)
            await uow.themes.forget_messages(sorted(out), audience=audience)
            await uow.settings.set(updated_key(audience), began.isoformat())
            if regrouped:
                await uow.settings.set(regrouped_key(audience), began.isoformat())
            await uow.commit()
        known = {m: t for m, t in material.assignment.items() if m not in out}
        return replace(
            material,
            assignment={**known, **corrected.assignment},
            stored={**material.stored, **{theme.id: theme for theme in themes}},
        )

    async def material(self, viewer: Viewer, *, until: datetime | None = None) -> Material:
        """What there is to weigh, as far as it was said before `until`."""
        async with self._store.read(viewer.team_id) as uow:
            material = await read_material(uow, viewer, themes_audience(viewer), self._model)
        material = _until(material, until)
        if viewer.only_channels is None:
            return material
        return await asyncio.to_thread(in_visible_words, material, self._embed)

    def weigh(self, material: Material, window: Window, *, order: ThemeOrder = ThemeOrder.CAPPED) -> tuple[Theme, ...]:
        """Open themes with their numbers, in order."""
        members: dict[str, list[Signal]] = {}
        for signal in material.signals:
            theme_id = material.assignment.get(signal.id)
            if theme_id is not None and material.stored[theme_id].status == "open":
                members.setdefault(theme_id, []).append(signal)
        return in_order((_weighed(material, theme, said, window) for theme, said in sorted(members.items())), order)

    async def list(
        self, viewer: Viewer, window: Window, *, order: ThemeOrder = ThemeOrder.CAPPED, since: datetime | None = None
    ) -> tuple[Theme, ...]:
        """Open themes; `since` leaves out those that nobody spoke of after it."""
        material = await self.material(viewer)
        themes = self.weigh(material, window, order=order)
        if since is None:
            return themes
        recent = {s.id for s in material.signals if s.created_at and s.created_at >= since}
        return tuple(theme for theme in themes if recent.intersection(theme.member_ids))

    async def correct(self, viewer: Viewer, correction: Correction) -> None:
        """Keeps a person's word on a theme for good, and applies it."""
        audience = themes_audience(viewer)
        async with self._store.write(viewer.team_id) as uow:
            if correction.theme_id not in {t.id for t in await uow.themes.all(audience)}:
                raise NotFound(GONE)
            detail = {
                "message_ids": list(correction.message_ids),
                "into": correction.into,
                "label": correction.label,
                "reason": correction.reason,
            }
            await uow.themes.add_event(
                correction.theme_id, correction.kind.value, detail, correction.user_id, correction.made_at
            )
            await uow.commit()
        await self.update(viewer)

    async def one(self, viewer: Viewer, theme_id: str) -> tuple[Theme, tuple[Signal, ...]]:
        """The theme, dismissed or not, as the viewer may see it, and its messages, newest first.

        Raises NotFound where nothing of it is left or the viewer may read none of it.
        """
        material = await self.material(viewer)
        members = tuple(s for s in material.signals if material.assignment.get(s.id) == theme_id)
        if theme_id not in material.stored or not members:
            raise NotFound(GONE)
        return _weighed(material, theme_id, members, week_before(self._now())), members[::-1]

    async def assign(self, viewer: Viewer, theme_id: str, user_id: str, note: str) -> None:
        """Notes for good that somebody took the theme."""
        async with self._store.write(viewer.team_id) as uow:
            if theme_id not in {t.id for t in await uow.themes.all(themes_audience(viewer))}:
                raise NotFound(GONE)
            detail = {"user_id": user_id, "note": note}
            await uow.themes.add_event(theme_id, ASSIGNED, detail, viewer.user_id, self._now())
            await uow.commit()


def _weighed(material: Material, theme_id: str, members: Sequence[Signal], window: Window) -> Theme:
    stored = material.stored[theme_id]
    recent = [s for s in members if s.created_at and window.start <= s.created_at < window.end]
    now = frozenset(s.id for s in recent)
    # What was said in the window speaks for the theme today; older words only where it holds too few.
    older = [s for s in members if s.id not in now][-MOST_OLDER:]
    quotable = [s for s in (*older, *recent) if s.id in material.vectors]
    vectors = matrix_of([s.id for s in quotable], material.vectors)
    weighed = weigh(
        theme_id,
        members,
        material.accounts,
        window,
        label=stored.label,
        keywords=stored.keywords,
        quotes=representative(quotable, vectors, stored.keywords, today=now),
        status=stored.status,
        assigned_to=material.assigned.get(theme_id),
    )
    return replace(weighed, praise_now=sum(s.kind is SignalKind.PRAISE for s in recent))


def _until(material: Material, until: datetime | None) -> Material:
    if until is None:
        return material
    said = tuple(s for s in material.signals if s.created_at is None or s.created_at < until)
    return replace(material, signals=said)


def _earliest(seen: datetime | None, stored: StoredTheme | None) -> datetime | None:
    known = stored.first_seen if stored else None
    return min((moment for moment in (seen, known) if moment), default=None)
