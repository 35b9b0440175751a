"""Which themes get new names: those whose members changed, among the messages that are looked at."""

import pytest

from bot.domain.kinds import SignalKind
from bot.domain.signals import Signal
from bot.services.synthesis.material import Material
from bot.services.synthesis.naming import SETTLED, to_name
from store.themes import StoredTheme

SIGNALS = tuple(Signal(f"m{n}", SignalKind.REQUEST, f"words {n}", "slack") for n in range(3))
STORED = {name: StoredTheme(name, f"Theme {name}", (), "public", "open", None) for name in ("a", "b")}
BEFORE = {"m0": "a", "m1": "a", "m2": "b", "older than all that is looked at": "b"}


@pytest.mark.parametrize(
    ("now", "renamed"),
    [
        ({"m0": "a", "m1": "a", "m2": "b"}, ""),
        ({"m0": "a", "m1": "b", "m2": "b"}, "ab"),
        ({"m0": "a", "m1": "a"}, "b"),
        ({"m0": "a", "m1": "a", "m2": "c"}, "bc"),
    ],
)
def test_small_themes_that_changed_are_named_again(now: dict[str, str], renamed: str) -> None:
    material = Material(SIGNALS, {}, {}, BEFORE, STORED, (), None)
    texts = {theme: ["words"] for theme in {*now.values(), "a", "b"}}
    assert to_name(material, now, texts, regrouped=False) == frozenset(renamed)
    assert to_name(material, now, texts, regrouped=True) == frozenset(texts)
    large = {**texts, "b": ["words"] * (SETTLED + 1)}
    assert to_name(material, now, large, regrouped=False) == frozenset(renamed) - {"b"}
