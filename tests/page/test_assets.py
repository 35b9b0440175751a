"""What holds for the page's files by themselves; needs no browser."""

import re
from pathlib import Path

import pytest

import bot.workspace

PAGE = Path(bot.workspace.__path__[0]) / "page"
SCRIPTS = sorted(PAGE.glob("*.js"))
OWN_ADDRESSES = ("http://www.w3.org/", "https://${state.team.domain}.slack.com")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_turns_text_into_markup(script: Path) -> None:
    found = re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", script.read_text()
    )
    assert found == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_what_is_imported_exists(script: Path) -> None:
    for names, target in re.findall(r'import \{([^}]*)\} from "\./([\w.-]+)"', script.read_text()):
        exported = (PAGE / target).read_text()
        for name in (word.split(" as ")[0].strip() for word in names.split(",")):
            assert re.search(rf"export (async )?(function|const|class|let) {name}\b", exported), (
                f"{name} of {target}"
            )


@pytest.mark.parametrize("file", sorted(PAGE.iterdir()), ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(file: Path) -> None:
    text = file.read_text()
    for known in OWN_ADDRESSES:
        text = text.replace(known, "")
    assert re.findall(r"https?://[\w$]", text) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_files_stay_small(script: Path) -> None:
    assert len(script.read_text().splitlines()) < 250
