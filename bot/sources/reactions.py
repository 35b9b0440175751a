"""Names of reactions: skin tones off, aliases folded, so that one emoji has one name."""

import re
from collections.abc import Mapping
from functools import cache

import emoji

MAX_ALIAS_STEPS = 5
_SKIN_TONE = re.compile(r"::skin-tone-\d(-\d)?$")


def plain_reaction(name: str) -> str:
    """The name without colons and skin tone: `thumbsup::skin-tone-3` is `thumbsup`."""
    return _SKIN_TONE.sub("", name.strip().strip(":").lower())


def normalise_reaction(name: str, custom: Mapping[str, str] | None = None) -> str:
    """The one name of a reaction, whichever alias (`+1`, `thumbsup`) or character it was given by.

    custom: the workspace's own aliases (`custom_aliases`). Compare only names that have both been through here.
    """
    plain = plain_reaction(name)
    for _ in range(MAX_ALIAS_STEPS):
        if not custom or plain not in custom:
            break
        plain = plain_reaction(custom[plain])
    return _canonical().get(plain.removesuffix("\ufe0f"), plain)


def is_standard(name: str) -> bool:
    """Whether a name that has been through `normalise_reaction` is no workspace's own."""
    return name in _standard()


def custom_aliases(emoji_list: Mapping[str, str]) -> dict[str, str]:
    """From the `emoji` of Slack's `emoji.list`: the custom names that stand for another name."""
    return {
        plain_reaction(name): value.removeprefix("alias:")
        for name, value in emoji_list.items()
        if isinstance(value, str) and value.startswith("alias:")
    }


@cache
def _canonical() -> dict[str, str]:
    """Every alias and character of every standard emoji, to the name that Slack uses for it as far as it is known."""
    found: dict[str, str] = {}
    for character, data in emoji.EMOJI_DATA.items():
        aliases = [alias.strip(":") for alias in data.get("alias", ())]
        names = [*aliases, data["en"].strip(":").lower()]
        for name in (character.removesuffix("\ufe0f"), *names):
            found.setdefault(name, names[0])
    return found


@cache
def _standard() -> frozenset[str]:
    return frozenset(_canonical().values())
