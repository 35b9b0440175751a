"""The evaluation as a page: results by kind and company, then each wrong answer with what should have been."""

from collections.abc import Sequence

from bot.evaluation.learning import Judged
from bot.evaluation.why import table_lines


def page(judged: Sequence[Judged], threshold: float, told: Sequence[str] = ()) -> str:
    """Markdown. told: lines on what else was measured (quotes, times)."""
    wrong = [j for j in judged if j.case.asked.is_answerable and j.place != 1]
    refused = [j for j in judged if j.case.asked.is_answerable and j.place == 1 and j.confidence < threshold]
    invented = [j for j in judged if not j.case.asked.is_answerable and j.confidence >= threshold]
    return "\n".join(
        [
            "# How well /why answers",
            "",
            "Every number is for records and questions of companies that were left out when the weights were",
            "learned. `given` questions were handed to us, `ours` are written for the evaluation and are easier.",
            "",
            *table_lines(judged, threshold),
            "",
            *told,
            "",
            f"## The wrong record came first ({len(wrong)})",
            "",
            *_rows(wrong),
            "",
            f"## The right record came first, but was not sure enough to answer ({len(refused)})",
            "",
            *_rows(refused),
            "",
            f"## Answered, though no record answers ({len(invented)})",
            "",
            *_rows(invented),
            "",
        ]
    )


def _rows(some: Sequence[Judged]) -> list[str]:
    if not some:
        return ["None."]
    lines = ["| question | company | kind | sure | came first | should have been (its place) |", "| --- " * 6 + "|"]
    for j in sorted(some, key=lambda j: (j.case.company, j.case.asked.id)):
        titles = {c.record.id: c.record.title for c in j.case.gathered.candidates}
        first = j.order[0] if j.order else ""
        right = [f"{i} {titles.get(i, '')}".strip() for i in sorted(j.case.asked.answer_ids)]
        cells = [
            f"{j.case.asked.id}: {j.case.asked.question}",
            j.case.company,
            j.case.asked.kind,
            f"{j.confidence:.2f}",
            f"{first} {titles.get(first, '')}",
            f"{'; '.join(right)} ({j.place or 'not found'})" if right else "no record",
        ]
        lines.append("| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |")
    return lines
