"""Ids that last: over regroupings, splits, merges and what people say about them."""

from datetime import UTC, datetime, timedelta

import numpy as np

from bot.domain.themes import Correction, CorrectionKind, ThemeEventKind
from bot.services.theming.corrections import apply_corrections
from bot.services.theming.daily import ThemeVectors, join_nearest
from bot.services.theming.features import normalised
from bot.services.theming.grouping import Grouping
from bot.services.theming.lasting import reconcile, theme_id_of

MADE = datetime(2026, 3, 1, tzinfo=UTC)


def groups(*members: str) -> Grouping:
    """Each argument is a group written as letters."""
    return Grouping(tuple(tuple(text) for text in members), ())


def had(**themes: str) -> dict[str, str]:
    return {member: theme for theme, members in themes.items() for member in members}


def corrected(kind: CorrectionKind, theme: str, at: int = 0, **more: object) -> Correction:
    return Correction(kind, theme, "U1", MADE + timedelta(hours=at), **more)  # type: ignore[arg-type]


def test_the_first_run_makes_new_themes_with_ids_of_their_members() -> None:
    made = reconcile({}, groups("abc", "de"))
    assert made.assignment["a"] == theme_id_of(("c", "b", "a"))
    assert [event.kind for event in made.events] == [ThemeEventKind.NEW, ThemeEventKind.NEW]


def test_themes_go_on_when_messages_come_and_go() -> None:
    made = reconcile(had(T1="abcd", T2="efg"), groups("abcxy", "efgz"))
    assert made.assignment == had(T1="abcxy", T2="efgz")
    assert made.events == ()


def test_a_split_keeps_the_id_with_the_larger_part() -> None:
    made = reconcile(had(T1="abcdef"), groups("abcd", "ef"))
    assert {made.assignment[m] for m in "abcd"} == {"T1"}
    (event,) = made.events
    assert (event.kind, event.other_ids, event.messages) == (ThemeEventKind.SPLIT, ("T1",), 2)
    assert made.assignment["e"] == event.theme_id != "T1"


def test_a_merge_keeps_the_id_of_the_larger_theme() -> None:
    made = reconcile(had(T1="abc", T2="de"), groups("abcde"))
    assert set(made.assignment.values()) == {"T1"}
    (event,) = made.events
    assert (event.kind, event.theme_id, event.other_ids) == (ThemeEventKind.MERGE, "T1", ("T2",))


def test_a_theme_that_fell_apart_is_gone_and_its_id_not_given_again() -> None:
    made = reconcile(had(T1="ab"), groups("cde"), taken=[theme_id_of("cde")])
    assert {e.kind for e in made.events} == {ThemeEventKind.NEW, ThemeEventKind.GONE}
    assert made.assignment["c"] == f"{theme_id_of('cde')}-2"


def test_what_people_merged_stays_together() -> None:
    merge = corrected(CorrectionKind.MERGE, "T2", into="T1")
    first = apply_corrections(had(T1="abc", T2="de"), [merge]).assignment
    assert set(first.values()) == {"T1"}
    again = reconcile(first, groups("abc", "dex"), corrections=[merge])
    assert set(again.assignment.values()) == {"T1"}
    assert again.events == ()


def test_what_people_split_stays_apart() -> None:
    split = corrected(CorrectionKind.SPLIT, "T1", message_ids=("d", "e"), into="T9")
    first = apply_corrections(had(T1="abcde"), [split])
    assert first.assignment == had(T1="abc", T9="de")
    again = reconcile(first.assignment, groups("abcdefg"), corrections=[split])
    assert apply_corrections(again.assignment, [split]).assignment == had(T1="abcfg", T9="de")
    assert all(event.kind is not ThemeEventKind.MERGE for event in again.events)


def test_not_this_one_is_kept_for_good() -> None:
    not_this = corrected(CorrectionKind.NOT_THIS, "T1", message_ids=("c",))
    found = apply_corrections(had(T1="abc"), [not_this])
    assert found.assignment == had(T1="ab")
    assert ("c", "T1") in found.barred
    assert apply_corrections(found.assignment, [not_this]).assignment == found.assignment


def test_names_and_dismissals_by_people() -> None:
    made = [
        corrected(CorrectionKind.RENAME, "T1", 1, label="Exports"),
        corrected(CorrectionKind.RENAME, "T1", 2, label="CSV exports"),
        corrected(CorrectionKind.DISMISS, "T1", 3),
        corrected(CorrectionKind.DISMISS, "T2", 3),
        corrected(CorrectionKind.RESTORE, "T2", 4),
    ]
    found = apply_corrections(had(T1="a", T2="b"), reversed(made))
    assert found.labels == {"T1": "CSV exports"}
    assert found.dismissed == {"T1"}


def test_new_messages_join_the_nearest_theme_or_wait() -> None:
    rng = np.random.default_rng(0)
    centres = normalised(rng.normal(size=(2, 384)).astype(np.float32))
    near = normalised(centres + 0.02 * rng.normal(size=(2, 384)).astype(np.float32))
    far = normalised(rng.normal(size=(1, 384)).astype(np.float32))
    themes = [ThemeVectors("T1", centres[:1]), ThemeVectors("T2", centres[1:])]
    joined = join_nearest(["n2", "n1", "far"], np.vstack([near[::-1], far]), themes)
    assert joined.assignment == {"n1": "T1", "n2": "T2"}
    assert joined.pending == ("far",)
    barred = join_nearest(["n1"], near[:1], themes, frozenset({("n1", "T1")}))
    assert barred.pending == ("n1",)
