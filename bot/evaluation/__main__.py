"""`python -m bot.evaluation [WHAT]`: how good the product is (all, why, synthesis), and what it learns from.

`why --learn` makes the numbers that /why ranks by; `learn-reasons` those that it chooses sentences by
(`learn-grounds` only those of them that count in short records);
`train-classifier` those that tell signals from talk.
"""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from bot.embeddings.minilm import MiniLM
from bot.errors import BadInput, BecauseError
from bot.evaluation.answers import answer_lines
from bot.evaluation.learning import cross_validated, honest_threshold, learn
from bot.evaluation.page import page
from bot.evaluation.reasons import keep_reason_weights, learn_grounds, learn_reasons, reason_lines
from bot.evaluation.short_records import short_record_lines
from bot.evaluation.synthesis import synthesis_lines
from bot.evaluation.talk_training import train_talk
from bot.evaluation.training import train
from bot.evaluation.why import gather_cases, keep_weights, table_lines
from bot.services.retrieval.weights import learned

WHAT = ["all", "why", "synthesis", "learn-reasons", "learn-grounds", "train-classifier"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation", description=__doc__)
    parser.add_argument("what", nargs="?", default="all", choices=WHAT)
    parser.add_argument(
        "--data", type=Path, default=None, help="folder with why_questions.jsonl and decisions/*.jsonl.gz"
    )
    parser.add_argument("--out", type=Path, default=Path("eval-report"), help="where the page goes")
    parser.add_argument(
        "--cache", type=Path, default=Path("data/evaluation"), help="where vectors are kept between runs"
    )
    parser.add_argument("--learn", action="store_true", help="learn the weights anew and keep them in the package")
    asked = parser.parse_args()
    try:
        if asked.what == "train-classifier":
            sys.stdout.write(f"Kept in {train(asked.cache)} and {train_talk(MiniLM(asked.cache))}\n")
            return 0
        data = _data(asked.data)
        if asked.what in ("learn-reasons", "learn-grounds"):
            learn_anew = learn_reasons if asked.what == "learn-reasons" else learn_grounds
            weights = asyncio.run(learn_anew(data, asked.cache, MiniLM(asked.cache)))
            sys.stdout.write(f"Kept in {keep_reason_weights(weights)}\n")
        if asked.what in ("all", "why"):
            sys.stdout.write(asyncio.run(_why(data, asked.out, asked.cache, again=asked.learn)))
        if asked.what in ("all", "synthesis"):
            sys.stdout.write("\n".join([*synthesis_lines(data, MiniLM(asked.cache)), ""]))
    except BecauseError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return wrong.exit_code
    return 0


def _data(given: Path | None) -> Path:
    folder = given or Path(os.environ.get("BECAUSE_SHARED_DATA", "../shared/data"))
    if not (folder / "why_questions.jsonl").exists():
        raise BadInput(str(folder), "holds no why_questions.jsonl; name the folder with --data")
    return folder


async def _why(data: Path, out: Path, cache: Path, *, again: bool) -> str:
    embedder = MiniLM(cache)
    if again:
        cases, _ = await gather_cases(data, cache, embedder)
        weights, judged = learn(cases)
        keep_weights(weights)
        learned.cache_clear()
        threshold, told = weights.threshold, list[str]()
    else:
        cases, answered = await gather_cases(data, cache, embedder, learned())
        short = await short_record_lines(embedder, cache)
        judged, told = cross_validated(cases), [*answer_lines(answered), *reason_lines(answered), *short]
        threshold = honest_threshold(judged)
    place = _write(out, page(judged, threshold, told))
    return "\n".join([*table_lines(judged, threshold), *told, f"\nEach wrong answer: {place}\n"])


def _write(out: Path, words: str) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    place = out / "why.md"
    place.write_text(words, "utf-8")
    return place


if __name__ == "__main__":
    sys.exit(main())
