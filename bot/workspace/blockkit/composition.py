"""Composition objects: texts, options, confirmations."""

from typing import Any

from bot.workspace.blockkit import limits
from bot.workspace.blockkit.problems import Problems


def check_text(problems: Problems, value: Any, pointer: str, *, most: int, plain: bool = False, least: int = 1) -> None:
    """A text object; `plain` allows `plain_text` only."""
    if not isinstance(value, dict):
        problems.add("must be an object", pointer)
        return
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if value.get("type") not in kinds:
        problems.add(f"must be one of {', '.join(kinds)}", f"{pointer}/type")
    known = ("type", "text", "emoji") if value.get("type") == "plain_text" else ("type", "text", "verbatim")
    problems.known(value, known, pointer)
    problems.text_between(value.get("text"), least, most, f"{pointer}/text")


def check_options(problems: Problems, value: Any, pointer: str, *, most: int, plain: bool = True) -> None:
    options = problems.items(value, 1, most, pointer)
    for index, option in enumerate(options):
        check_option(problems, option, f"{pointer}/{index}", plain=plain)
    values = [o.get("value") for o in options]
    if len(set(map(str, values))) != len(values):
        problems.add("option values must be unique", pointer)


def check_option(problems: Problems, option: dict[str, Any], pointer: str, *, plain: bool = True) -> None:
    if not problems.required(option, ("text",), pointer):
        return
    problems.known(option, ("text", "value", "description", "url"), pointer)
    check_text(problems, option["text"], f"{pointer}/text", most=limits.OPTION_TEXT, plain=plain)
    problems.text_between(option.get("value"), 1, limits.OPTION_VALUE, f"{pointer}/value")
    if option.get("description") is not None:
        most = limits.OPTION_DESCRIPTION
        check_text(problems, option["description"], f"{pointer}/description", most=most, plain=plain)
    problems.optional_text(option, "url", limits.URL, pointer)


def check_option_groups(problems: Problems, value: Any, pointer: str) -> None:
    for index, group in enumerate(problems.items(value, 1, limits.OPTION_GROUPS, pointer)):
        at = f"{pointer}/{index}"
        if problems.required(group, ("label", "options"), at):
            check_text(problems, group["label"], f"{at}/label", most=limits.OPTION_GROUP_LABEL, plain=True)
            check_options(problems, group["options"], f"{at}/options", most=limits.SELECT_OPTIONS)


def check_confirm(problems: Problems, value: Any, pointer: str) -> None:
    if not isinstance(value, dict):
        problems.add("must be an object", pointer)
        return
    if not problems.required(value, ("title", "text", "confirm", "deny"), pointer):
        return
    check_text(problems, value["title"], f"{pointer}/title", most=limits.CONFIRM_TITLE, plain=True)
    check_text(problems, value["text"], f"{pointer}/text", most=limits.CONFIRM_TEXT)
    for key in ("confirm", "deny"):
        check_text(problems, value[key], f"{pointer}/{key}", most=limits.CONFIRM_BUTTON, plain=True)


def check_style(problems: Problems, value: Any, pointer: str) -> None:
    if value not in ("primary", "danger"):
        problems.add("must be one of primary, danger", pointer)


def check_image_source(problems: Problems, element: dict[str, Any], pointer: str) -> None:
    """Either an address or a file of Slack's, and words for those who cannot see it."""
    if ("image_url" in element) == ("slack_file" in element):
        problems.add("must have exactly one of image_url, slack_file", pointer)
    problems.optional_text(element, "image_url", limits.URL, pointer)
    problems.text_between(element.get("alt_text"), 1, limits.ALT_TEXT, f"{pointer}/alt_text")
