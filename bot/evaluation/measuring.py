"""Measures of speed: seconds on the clock beside seconds of work, which a busy machine does not lengthen."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """`wall` and `cpu` (over all threads) in `unit`; `note` says of what, `target` what is promised."""

    name: str
    wall: float
    unit: str
    note: str = ""
    cpu: float | None = None
    target: str = ""


@dataclass(frozen=True)
class Spent:
    """Seconds."""

    wall: float
    cpu: float


async def spent(work: Callable[[], Awaitable[object]]) -> Spent:
    wall, cpu = time.perf_counter(), time.process_time()
    await work()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


async def rate(name: str, unit: str, work: Callable[[], Awaitable[int]], note: str, target: str = "") -> Measure:
    """How many a second; `work` returns how many it did."""
    wall, cpu = time.perf_counter(), time.process_time()
    done = await work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Measure(name, done / wall, unit, note, done / cpu, target)


def taken(name: str, found: Spent, note: str, target: str = "") -> Measure:
    return Measure(name, found.wall, "s", note, found.cpu, target)


def percentile(name: str, found: Sequence[Spent], share: float, note: str, target: str = "") -> Measure:
    """Milliseconds below which `share` of the times lie."""
    at = int(len(found) * share)
    wall, cpu = sorted(one.wall for one in found)[at], sorted(one.cpu for one in found)[at]
    return Measure(name, wall * 1000, "ms", note, cpu * 1000, target)


def table(measures: Sequence[Measure]) -> str:
    """The measures as Markdown, three digits each."""
    rows = [
        f"| {m.name} | {_rounded(m.wall)} {m.unit} | {'' if m.cpu is None else f'{_rounded(m.cpu)} {m.unit}'} "
        f"| {m.target} | {m.note} |"
        for m in measures
    ]
    return "\n".join(
        ["| what | by the clock | of CPU time | promised | of |", "| --- | --- | --- | --- | --- |", *rows]
    )


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
