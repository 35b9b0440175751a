"""What keeps the code readable: small files with telling names, and errors that are caught by name."""

import ast
from pathlib import Path

from tests.architecture.tree import ROOT, parsed, sources

LONGEST = 250

MAY_BE_LONG = {
    Path("store/tables.py"): "every table, nothing else: data in the form of code",
    Path("store/migrations/versions/v0001_tables.py"): "the first migration writes out every table",
}

MAY_CATCH_ALL = {
    Path("handlers/workers.py"): "a fault in one round must not end the loop that everybody waits for",
    Path("bot/services/inbox.py"): "an unforeseen fault costs one envelope its turn, not the queue",
    Path("bot/services/outbox.py"): "an unforeseen fault costs one post its turn, not the others",
}
"""Files with exactly one `except Exception`, and why."""

EVERYTHING = {"Exception", "BaseException"}

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}


def test_files_are_one_idea() -> None:
    long = {path: len((ROOT / path).read_text().splitlines()) for path in sources() if path not in MAY_BE_LONG}
    wrong = [f"{path}:{lines}" for path, lines in long.items() if lines > LONGEST]
    assert not wrong, f"past {LONGEST} lines a file is likely two: {wrong}"


def test_names_say_something() -> None:
    wrong = [str(path) for path in sources() if EMPTY_NAMES & {part.removesuffix(".py") for part in path.parts}]
    assert not wrong


def test_errors_are_caught_by_name() -> None:
    caught = [(path, node.lineno) for path in sources() for node in ast.walk(parsed(path)) if _catches_all(node)]
    wrong = [f"{path}:{line}" for path, line in caught if path not in MAY_CATCH_ALL]
    assert not wrong, wrong
    assert {path for path, _ in caught} == set(MAY_CATCH_ALL), "a reason without its place: take it off the list"
    assert len(caught) == len(MAY_CATCH_ALL), "one place a file"


def _catches_all(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(kind is None or (isinstance(kind, ast.Name) and kind.id in EVERYTHING) for kind in kinds)


def test_only_the_command_line_prints() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path in sources()
        if path.parts[:2] not in (("bot", "cli"), ("bot", "evaluation"))
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not wrong, wrong
