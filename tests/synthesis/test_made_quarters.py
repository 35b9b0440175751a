"""Other made-up quarters, by the road of the command line: what is planted is told, and nothing that is not there."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from tests.synthesis.made_quarter import NAMES, NOW, MadeQuarter

VARIED = tuple((name, seed) for seed, name in enumerate(NAMES))


@dataclass
class Told:
    """What the commands print about one quarter."""

    quarter: MadeQuarter
    data: Path
    printed: dict[str, Any] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        return {"BECAUSE_DATA_DIR": str(self.data)}

    def run(self, *args: str) -> str:
        done = CliRunner().invoke(app, args, env=self.env)
        assert done.exit_code == 0, done.output
        return done.stdout

    def json(self, *args: str) -> Any:
        if args not in self.printed:
            self.printed[args] = json.loads(self.run(*args, "--json"))
        return self.printed[args]

    @property
    def digest(self) -> dict[str, Any]:
        found: dict[str, Any] = self.json("digest", "--date", NOW.date().isoformat())
        return found

    def theme_of(self, what: str) -> dict[str, Any]:
        """The theme of `because themes` that holds most of what was planted under this name."""
        wanted = set(self.quarter.ids[what])
        return max(self.json("themes"), key=lambda theme: len(wanted.intersection(theme["member_ids"])))

    def told_theme(self, what: str) -> dict[str, Any]:
        """The same as the digest tells it."""
        theme_id = self.theme_of(what)["id"]
        (theme,) = [theme for theme in self.digest["themes"] if theme["id"] == theme_id]
        return dict(theme)


def imported(folder: Path, name: str, seed: int, *, empty: bool = False) -> Told:
    quarter = MadeQuarter(name, folder, NOW, seed, empty)
    quarter.write()
    told = Told(quarter, folder / "data")
    for what in ("accounts.csv", "decisions.jsonl", "releases.jsonl", "roadmap.jsonl"):
        told.run("import", what.partition(".")[0], str(folder / what))
    told.run("import", "feedback", str(folder / "feedback.jsonl"), "--source", "jsonl")
    return told


@pytest.fixture(scope="module", params=VARIED, ids=[f"{name}-{seed}" for name, seed in VARIED])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    name, seed = request.param
    return imported(tmp_path_factory.mktemp(name), name, seed)


@pytest.fixture(scope="module", params=NAMES)
def nothing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The same company's records and small talk, with nothing planted."""
    return imported(tmp_path_factory.mktemp(f"{request.param}-empty"), request.param, 5, empty=True)


def quotes_in(value: Any) -> Iterator[tuple[str, str]]:
    """(message id, words) of every quote, wherever it stands."""
    if isinstance(value, list):
        for item in value:
            yield from quotes_in(item)
    elif isinstance(value, dict):
        words = value.get("text") or value.get("quote")
        if value.get("id") and words and "account" in value:
            yield value["id"], words
        for item in value.values():
            yield from quotes_in(item)


def test_the_growing_theme_comes_first_with_its_numbers(told: Told) -> None:
    theme, planted = told.digest["themes"][0], told.quarter.ids["growing"]
    assert theme["id"] == told.theme_of("growing")["id"]
    held = set(planted).intersection(theme["member_ids"])
    assert len(held) >= 0.8 * len(planted)
    assert len(held) >= 0.9 * theme["messages"]
    assert theme["trend"]["now"] >= 2 * theme["trend"]["before"]
    named = {told.quarter.accounts_of[one] for one in theme["member_ids"]}
    worth = {account["name"]: account["arr"] for account in told.quarter.truth["accounts"]}
    assert theme["accounts"] == len(named)
    assert theme["arr"] == sum(worth[name] for name in named)
    assert theme["label"] in told.digest["text"].split(".")[1]


def test_what_is_planned_for_it_is_told(told: Told) -> None:
    ties = told.told_theme("growing")["ties"]
    planned = told.quarter.truth["roadmap"][0]
    assert [(tie["kind"], tie["id"]) for tie in ties] == [("roadmap", planned["id"])]
    assert f"for Q4 2026: {planned['title']}" in told.digest["text"]


def test_one_loud_account_is_named_and_weighs_little(told: Told) -> None:
    loud = told.told_theme("loud")
    assert loud["loud_account"] == told.quarter.truth["loud"]["account"]
    assert loud["share_of_top_account"] == 1.0
    assert loud["accounts"] == 1
    ids = [theme["id"] for theme in told.digest["themes"]]
    assert ids.index(loud["id"]) > ids.index(told.theme_of("failed_after")["id"])


def test_each_release_has_its_verdict_and_no_other_is_told(told: Told) -> None:
    truth = told.quarter.truth
    found = {landing["release_id"]: landing for landing in told.digest["landings"]}
    expected = {"landed": "landed", "failed": "did_not_land", "early": "too_early"}
    assert {i: landing["verdict"] for i, landing in found.items()} == {
        truth[part]["release"]["id"]: verdict for part, verdict in expected.items()
    }
    landed, failed = (found[truth[part]["release"]["id"]] for part in ("landed", "failed"))
    assert landed["theme_id"] == told.theme_of("landed_before")["id"]
    assert landed["before"] > landed["after"]
    assert landed["praise_after"] >= 4
    assert failed["theme_id"] == told.theme_of("failed_before")["id"]
    assert failed["after"] > failed["before"]


def test_only_the_met_condition_comes_back(told: Told) -> None:
    met = told.quarter.truth["met"]["decision"]["id"]
    assert [one["decision_id"] for one in told.digest["revisit"]] == [met]
    found = {one["decision_id"]: one for one in told.json("icebox")}
    assert {one["verdict"] for i, one in found.items() if i != met} == {"not_met"}
    assert found[met]["verdict"] == "met"
    assert {one["id"] for one in found[met]["evidence"]} <= set(told.quarter.ids["met"])
    assert met in told.told_theme("met")["decision_ids"]


def test_the_competitor_is_counted_and_no_other_name(told: Told) -> None:
    planted = told.quarter.truth["competitor"]
    (rival,) = told.digest["competitors"]
    assert rival["name"] == planted["name"]
    assert rival["messages"] == sum(days < 28 for days in planted["days"])
    (whole,) = told.json("learned", "--since", "2026-06-18")["competitors"]
    assert whole["messages"] == len(planted["said"])


def test_the_promise_goes_against_its_decision(told: Told) -> None:
    promise = told.quarter.truth["promise"]
    (found,) = told.digest["contradictions"]
    assert found["decision_id"] == promise["decision"]["id"]
    assert found["id"] in told.quarter.ids["promise"]
    assert found["account"] == promise["account"]
    assert found["text"] in promise["said"][0]


def test_every_quote_is_word_for_word_with_the_right_account(told: Told) -> None:
    rows = [json.loads(line) for line in (told.quarter.folder / "feedback.jsonl").read_text("utf-8").splitlines()]
    said = {row["id"]: row for row in rows}
    quotes = list(quotes_in({**told.digest, "blocks": []})) + list(quotes_in(told.json("icebox")))
    assert len(quotes) > 20
    assert all(words in said[message_id]["text"] for message_id, words in quotes)
    for theme in told.digest["themes"]:
        assert all(quote["account"] == said[quote["id"]].get("account") for quote in theme["quotes"])
        assert theme["first_seen"][:19] == min(said[one]["created_at"] for one in theme["member_ids"])[:19]


def test_the_coverage_counts_the_window_by_source(told: Told) -> None:
    rows = [json.loads(line) for line in (told.quarter.folder / "feedback.jsonl").read_text("utf-8").splitlines()]
    window = told.digest["window"]
    inside = [r for r in rows if window["from"][:19] <= r["created_at"][:19] < window["to"][:19]]
    coverage = told.digest["coverage"]
    assert (coverage["read"], coverage["received"], coverage["failed"]) == (len(inside), len(inside), 0)
    assert coverage["by_source"] == [{"source": "jsonl", "received": len(inside), "read": len(inside)}]


def test_whom_to_talk_to_said_it(told: Told) -> None:
    truth = told.quarter.truth
    for one in told.digest["talk"]:
        assert one["account"]
        assert one["quotes"]
        assert not set(told.quarter.ids["promise"]) & {quote["id"] for quote in one["quotes"]}
    found = told.json("talk", truth["met"]["decision"]["title"].removeprefix("No "))
    assert found
    assert {one["account"] for one in found} <= set(truth["met"]["accounts"])


def test_who_said_nothing_is_named(told: Told) -> None:
    learned = told.json("learned", "--since", "2026-06-18")
    spoke = set(told.quarter.accounts_of.values())
    everybody = {account["name"] for account in told.quarter.truth["accounts"]}
    assert set(learned["silent_accounts"]) == everybody - spoke
    segments = {account["segment"] for account in told.quarter.truth["accounts"]}
    assert {news["segment"] for news in learned["segments"]} == segments
    assert {one["verdict"] for one in learned["landings"]} >= {"landed", "did_not_land"}


def test_nothing_planted_nothing_told(nothing: Told) -> None:
    digest = nothing.digest
    for part in ("revisit", "competitors", "landings", "contradictions", "objections", "unanswered"):
        assert digest[part] == [], part
    assert [one["verdict"] for one in nothing.json("icebox")] == ["not_met"] * 4
    learned = nothing.json("learned", "--since", "2026-06-18")
    assert (learned["landings"], learned["revisit"], learned["competitors"]) == ([], [], [])
    assert (digest["themes"], learned["themes"]) == ([], [])


def test_the_same_digest_in_every_process(told: Told) -> None:
    args = [sys.executable, "-m", "bot", "digest", "--date", NOW.date().isoformat(), "--json"]
    printed = [
        subprocess.run(
            args, env={**os.environ, **told.env, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1]
    assert json.loads(printed[0]) == told.digest
