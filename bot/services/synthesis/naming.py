"""What themes are called: a name that people learnt stays until everything is grouped anew."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.services.classifying.essence import essence
from bot.services.synthesis.material import Material, matrix_of
from bot.services.theming.candidates import Meaning
from bot.services.theming.features import normalised
from bot.services.theming.labelling import Label, label_themes
from store.passages import Vectors

Embed = Callable[[Sequence[str]], Vectors]
"""Texts to (n, dim) unit rows."""

SETTLED = 40
"""Messages from which on a theme's name stays until the next regrouping."""

MOST_TEXTS, FEW_TEXTS = 120, 12
"""Messages of a theme that its name is made of, and that others are told apart from."""


def to_name(
    material: Material, assignment: Mapping[str, str], texts: Mapping[str, Sequence[str]], regrouped: bool
) -> frozenset[str]:
    """Themes that need a name: new ones, small ones that changed, and all after a regrouping. A large one keeps its."""
    if regrouped:
        return frozenset(texts)
    changed = {t for m, t in assignment.items() if material.assignment.get(m) != t}
    # What is older than the signals that are looked at has left no theme.
    changed |= {t for m, t in material.assignment.items() if assignment.get(m) != t and m in material.by_id}
    small = {t for t in changed if len(texts.get(t, ())) <= SETTLED}
    return frozenset(t for t in texts if t in small or t not in material.stored)


def names_of_themes(
    texts: Mapping[str, Sequence[str]],
    renamed: frozenset[str],
    material: Material,
    assignment: Mapping[str, str],
    embed: Embed | None,
) -> dict[str, Label]:
    """Of every theme: kept, or made by telling it apart from samples of the others.

    embed: of the model that the vectors are of; None: by words alone.
    """
    kept = {t: Label(material.stored[t].label, material.stored[t].keywords) for t in texts if t not in renamed}
    if not renamed:
        return kept
    shown = {
        theme_id: [essence(text) for text in _sample(said, MOST_TEXTS if theme_id in renamed else FEW_TEXTS)]
        for theme_id, said in texts.items()
    }
    made = label_themes(
        shown,
        never=material.names,
        meaning=_meaning(assignment, material, embed),
        kept={theme_id: label.text for theme_id, label in kept.items()},
        before={t: material.stored[t].label for t in renamed if t in material.stored},
    )
    return {**kept, **{theme_id: made[theme_id] for theme_id in renamed}}


def _meaning(assignment: Mapping[str, str], material: Material, embed: Embed | None) -> Meaning | None:
    if embed is None:
        return None
    ids: dict[str, list[str]] = {}
    for message_id, theme_id in sorted(assignment.items()):
        if message_id in material.vectors:
            ids.setdefault(theme_id, []).append(message_id)
    means = {t: matrix_of(_sample(some, MOST_TEXTS), material.vectors).mean(axis=0) for t, some in ids.items()}
    return Meaning({t: normalised(mean[None, :])[0] for t, mean in means.items()}, embed)


def _sample(said: Sequence[str], most: int) -> Sequence[str]:
    """Evenly over time."""
    if len(said) <= most:
        return said
    return [said[at * len(said) // most] for at in range(most)]


def in_visible_words(material: Material, embed: Embed | None) -> Material:
    """Themes named by what this viewer may read alone: a name must not tell what was said elsewhere."""
    texts: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    for signal in material.signals:
        if theme_id := material.assignment.get(signal.id):
            texts.setdefault(theme_id, []).append(essence(signal.text))
            shown[signal.id] = theme_id
    sampled = {theme_id: _sample(said, MOST_TEXTS) for theme_id, said in texts.items()}
    labels = label_themes(sampled, never=material.names, meaning=_meaning(shown, material, embed))
    stored = {
        theme_id: replace(material.stored[theme_id], label=label.text, keywords=label.keywords, label_set_by=None)
        for theme_id, label in labels.items()
    }
    return replace(material, stored={**material.stored, **stored})
