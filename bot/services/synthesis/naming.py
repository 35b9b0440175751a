"""What themes are called: a name that people learnt stays until everything is grouped anew."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.services.classifying.essence import essence
from bot.services.synthesis.material import Material
from bot.services.theming.labelling import Label, label_themes

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
    changed |= {t for m, t in material.assignment.items() if assignment.get(m) != t}
    small = {t for t in changed if len(texts.get(t, ())) <= SETTLED}
    return frozenset(t for t in texts if t in small or t not in material.stored)


def names_of_themes(
    texts: Mapping[str, Sequence[str]], renamed: frozenset[str], material: Material
) -> dict[str, Label]:
    """Of every theme: kept, or made by telling it apart from samples of the others."""
    kept = {t: Label(material.stored[t].label, material.stored[t].keywords) for t in texts if t not in renamed}
    if not renamed:
        return kept
    shown = {
        theme_id: [essence(text) for text in _sample(said, MOST_TEXTS if theme_id in renamed else FEW_TEXTS)]
        for theme_id, said in texts.items()
    }
    made = label_themes(shown, never=material.names)
    return {**kept, **{theme_id: made[theme_id] for theme_id in renamed}}


def _sample(said: Sequence[str], most: int) -> Sequence[str]:
    """Evenly over time."""
    if len(said) <= most:
        return said
    return [said[at * len(said) // most] for at in range(most)]


def in_visible_words(material: Material) -> Material:
    """Themes named by what this viewer may read alone: a name must not tell what was said elsewhere."""
    texts: dict[str, list[str]] = {}
    for signal in material.signals:
        if theme_id := material.assignment.get(signal.id):
            texts.setdefault(theme_id, []).append(essence(signal.text))
    labels = label_themes(texts, never=material.names)
    stored = {
        theme_id: replace(material.stored[theme_id], label=label.text, keywords=label.keywords, label_set_by=None)
        for theme_id, label in labels.items()
    }
    return replace(material, stored={**material.stored, **stored})
