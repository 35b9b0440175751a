"""`because why`: one answer in the terminal, or a file of questions."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli import render, shapes
from bot.cli.explaining import explained
from bot.cli.session import opened, print_json, run, viewer_as
from bot.errors import BadInput
from handlers.blocks.escape import clean


def add_to(app: typer.Typer) -> None:
    app.command(
        "why",
        epilog='Examples: because why "Why did we drop SSO?"   because why --file questions.jsonl --json',
    )(why)


def why(
    question: Annotated[str | None, typer.Argument(help="The question, in your own words.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help='JSONL of questions, {"id", "question"} each.', dir_okay=False)
    ] = None,
    as_user: Annotated[
        str | None, typer.Option("--as", help="Answer as this person may see it (Slack user id).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON alone.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the answer came about.")] = False,
) -> None:
    """Answer why something is as it is, from the recorded decisions, with sources."""
    if (question is None) == (file is None):
        raise BadInput("because why", "give one QUESTION, or --file FILE")
    if file is not None:
        run(_many(file, as_user))
    else:
        run(_one(question or "", as_user, as_json=as_json, explain=explain))


async def _one(question: str, as_user: str | None, *, as_json: bool, explain: bool) -> None:
    if not question.strip():
        raise BadInput("because why", "the question is empty")
    async with opened() as app:
        await app.catch_up()
        viewer = await viewer_as(app, as_user)
        answer = await app.services.answering.why(viewer, question)
        if as_json:
            print_json({**shapes.answer(answer), **({"trace": answer.trace} if explain else {})})
            return
        print(clean(render.answer(answer)))
        if explain:
            print("\n" + clean(explained(answer)))


async def _many(file: Path, as_user: str | None) -> None:
    questions = list(_questions(file))
    async with opened() as app:
        await app.catch_up()
        viewer = await viewer_as(app, as_user)
        for question_id, question in questions:
            answer = await app.services.answering.why(viewer, question)
            sys.stdout.write(json.dumps(shapes.answer(answer, question_id), ensure_ascii=False) + "\n")
            sys.stdout.flush()


def _questions(file: Path) -> Iterator[tuple[Any, str]]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as failure:
        raise BadInput(str(file), f"cannot be read: {failure}") from failure
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as wrong:
            raise BadInput(f"{file}:{number}", f"is no JSON: {wrong.msg}") from wrong
        if not isinstance(row, dict) or not isinstance(row.get("question"), str) or not row["question"].strip():
            raise BadInput(f"{file}:{number}", 'needs a "question" with text')
        yield row.get("id", number), row["question"]
