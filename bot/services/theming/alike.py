"""Whether two phrases say the same: in other words of the same stems, in another order, with a slip of the pen."""

from bot.services.theming.phrases import Stems

_SHORTEST = 4  # letters of a stem that is recognised inside another one


def alike(one: str, other: str) -> bool:
    """Stems that differ by little: "zone" and "timezon", "spent" and "spend"."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST:
        return False
    if len(short) == len(long):
        return len(short) > _SHORTEST and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return short.removesuffix("e") in long


def overlap(one: Stems, other: Stems) -> bool:
    return any(alike(a, b) for a in one for b in other)


def holds(whole: Stems, part: Stems) -> bool:
    """Whether each stem of the part is one of the whole's."""
    return all(any(alike(a, b) for b in whole) for a in part)


def same(one: Stems, other: Stems) -> bool:
    return holds(one, other) and holds(other, one)
