"""The README and `.env.example` say what the program does: every setting, every command, and no line that fails."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli.commands import app
from bot.settings import DEFAULT_REACTIONS, Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SETTINGS = sorted(name.upper() for name in Settings.model_fields)


def commands(command: Any, path: str = "because") -> Iterator[str]:
    """The full name of every command that does something."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path
        return
    for name, child in inner.items():
        yield from commands(child, f"{path} {name}")


def shell_lines() -> list[tuple[str, str]]:
    """Each line of a shell block that runs because or make, with its page."""
    found = []
    for page in PAGES:
        for block in re.findall(r"^ *```(?:sh|bash|console)\n(.*?)^ *```", page.read_text(), re.MULTILINE | re.DOTALL):
            found += [(page.name, line.strip()) for line in block.splitlines() if line.strip()]
    return found


COMMAND = typer.main.get_command(app)
COMMANDS = sorted(commands(COMMAND))
BECAUSE_LINES = [(page, line) for page, line in shell_lines() if line.startswith("because ")]
MAKE_LINES = [(page, line) for page, line in shell_lines() if line.startswith("make ")]


@pytest.mark.parametrize("name", SETTINGS)
def test_the_readme_has_every_setting(name: str) -> None:
    assert re.search(rf"^\| .*`{name}`", README, re.MULTILINE), f"{name} is missing in the table of settings"


def test_the_readme_has_no_setting_that_is_not_there() -> None:
    named = set(re.findall(r"`((?:SLACK|OPENAI|BECAUSE|DATABASE|CHROMA)_[A-Z_]+)`", README))
    assert named - set(SETTINGS) == set()


def test_the_example_has_every_setting_explained() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    set_at = {match[1]: i for i, line in enumerate(lines) if (match := re.match(r"#?([A-Z_]+)=", line))}
    assert sorted(set_at) == SETTINGS
    explained = re.compile(r"# |#?[A-Z_]+=")  # a comment, or the setting that shares one
    unexplained = [name for name, at in set_at.items() if not explained.match(lines[at - 1])]
    assert not unexplained


def test_the_example_is_valid_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    assert Settings(_env_file=ROOT / ".env.example") == Settings(_env_file=None)  # type: ignore[call-arg]


def test_the_readme_has_every_reaction() -> None:
    missing = [emoji for emoji in DEFAULT_REACTIONS if f"`{emoji}`" not in README]
    assert not missing


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_has_every_command(name: str) -> None:
    assert re.search(rf"^\| .*`{name}\b", README, re.MULTILINE), f"{name} is missing in the table of commands"


def test_the_readme_has_no_command_that_is_not_there() -> None:
    named = re.findall(r"^\| `(because(?: [a-z][a-z-]*)+)", README, re.MULTILINE)
    assert {name for name in named if name not in COMMANDS} == set()


@pytest.mark.parametrize(("page", "line"), BECAUSE_LINES)
def test_shown_commands_parse(page: str, line: str) -> None:
    words = shlex.split(re.split(r"\s[|>]\s", line)[0], comments=True)[1:]
    command, name = COMMAND, "because"
    while words and words[0] in getattr(command, "commands", {}):
        name, command = words[0], command.commands[words[0]]
        words = words[1:]
    with command.make_context(name, words):  # raises where an option or argument is not known
        assert not hasattr(command, "commands"), f"{page}: {line} names no command"


@pytest.mark.parametrize(("page", "line"), MAKE_LINES)
def test_shown_targets_exist(page: str, line: str) -> None:
    target = shlex.split(line, comments=True)[1]
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE), f"{page}: {line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_to_files_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert not missing
