"""The larger blocks: rich text, tables, cards, charts, plans."""

from typing import Any

from bot.workspace.blockkit import limits
from bot.workspace.blockkit.composition import check_text
from bot.workspace.blockkit.problems import Problems

Block = dict[str, Any]

_RICH_PARTS = ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote")
_RICH_INLINE = ("text", "link", "emoji", "user", "usergroup", "channel", "team", "broadcast", "color", "date")
_CELLS = ("raw_text", "rich_text", "raw_number")


def rich_text(problems: Problems, block: Block, pointer: str) -> None:
    for index, part in enumerate(problems.items(block.get("elements"), 0, 10_000, f"{pointer}/elements")):
        _rich_part(problems, part, f"{pointer}/elements/{index}")


def _rich_part(problems: Problems, part: Block, pointer: str) -> None:
    if part.get("type") not in _RICH_PARTS:
        problems.add(f"unsupported type: {part.get('type')}", f"{pointer}/type")
        return
    if part["type"] == "rich_text_list" and part.get("style") not in ("bullet", "ordered"):
        problems.add("must be one of bullet, ordered", f"{pointer}/style")
    for index, item in enumerate(problems.items(part.get("elements"), 0, 10_000, f"{pointer}/elements")):
        at = f"{pointer}/elements/{index}"
        if part["type"] == "rich_text_list":
            _rich_part(problems, item, at)
        elif item.get("type") not in _RICH_INLINE:
            problems.add(f"unsupported type: {item.get('type')}", f"{at}/type")
        elif item["type"] == "text":
            problems.text_between(item.get("text"), 1, limits.MESSAGE_TEXT, f"{at}/text")
        elif item["type"] == "link":
            problems.text_between(item.get("url"), 1, limits.URL, f"{at}/url")


def table(problems: Problems, block: Block, pointer: str) -> None:
    _rows(problems, block.get("rows"), f"{pointer}/rows", limits.TABLE_ROWS, limits.TABLE_CELLS)


def _rows(problems: Problems, rows: Any, pointer: str, most_rows: int, most_cells: int) -> None:
    if not isinstance(rows, list) or not rows:
        problems.add("must have at least 1 items", pointer)
        return
    if len(rows) > most_rows:
        problems.add(f"no more than {most_rows} items allowed", pointer)
    for index, row in enumerate(rows):
        at = f"{pointer}/{index}"
        for column, cell in enumerate(problems.items(row, 1, most_cells, at)):
            if cell.get("type") not in _CELLS:
                problems.add(f"unsupported type: {cell.get('type')}", f"{at}/{column}/type")


def data_table(problems: Problems, block: Block, pointer: str) -> None:
    problems.required(block, ("caption",), pointer)
    rows = block.get("rows")
    _rows(problems, rows, f"{pointer}/rows", limits.DATA_TABLE_ROWS, limits.DATA_TABLE_COLUMNS)
    header = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], list) else []
    if any(isinstance(cell, dict) and cell.get("type") == "rich_text" for cell in header):
        problems.add("rich_text is not allowed in the header", f"{pointer}/rows/0")
    if isinstance(rows, list) and len(rows) < 2:
        problems.add("must have a header and at least 1 row", f"{pointer}/rows")
    page = block.get("page_size")
    if page is not None and not (isinstance(page, int) and 1 <= page <= limits.DATA_TABLE_PAGE):
        problems.add(f"must be from 1 to {limits.DATA_TABLE_PAGE}", f"{pointer}/page_size")


def data_visualization(problems: Problems, block: Block, pointer: str) -> None:
    problems.optional_text(block, "title", limits.CHART_TITLE, pointer)
    chart = block.get("chart")
    if not isinstance(chart, dict):
        problems.add("missing required field: chart", pointer)
        return
    key = "segments" if chart.get("type") == "pie" else "series"
    parts = problems.items(chart.get(key), 1, limits.CHART_SERIES, f"{pointer}/chart/{key}")
    for index, part in enumerate(parts):
        at = f"{pointer}/chart/{key}/{index}"
        problems.optional_text(part, "label", limits.CHART_LABEL, at)
        problems.optional_text(part, "name", limits.CHART_LABEL, at)
        if key == "series":
            problems.items(part.get("data"), 1, limits.CHART_POINTS, f"{at}/data")


def card(problems: Problems, block: Block, pointer: str) -> None:
    if not any(block.get(key) for key in ("title", "subtitle", "body", "hero_image", "actions")):
        problems.add("must have a title, a body, an image or actions", pointer)
    for key, most in (("title", limits.CARD_TITLE), ("subtitle", limits.CARD_SUBTITLE), ("body", limits.CARD_BODY)):
        if block.get(key) is not None:
            check_text(problems, block[key], f"{pointer}/{key}", most=most)


def carousel(problems: Problems, block: Block, pointer: str) -> None:
    cards = problems.items(block.get("elements"), 1, limits.CAROUSEL_CARDS, f"{pointer}/elements")
    for index, element in enumerate(cards):
        card(problems, element, f"{pointer}/elements/{index}")


def container(problems: Problems, block: Block, pointer: str) -> None:
    """Only the container itself; what it holds is checked by the caller."""
    if block.get("title") is not None:
        check_text(problems, block["title"], f"{pointer}/title", most=limits.CONTAINER_TITLE, plain=True)
    problems.items(block.get("child_blocks"), 1, limits.CONTAINER_CHILDREN, f"{pointer}/child_blocks")


def alert(problems: Problems, block: Block, pointer: str) -> None:
    check_text(problems, block.get("text"), f"{pointer}/text", most=limits.SECTION_TEXT)
    if block.get("level", "default") not in limits.ALERT_LEVELS:
        problems.add(f"must be one of {', '.join(limits.ALERT_LEVELS)}", f"{pointer}/level")


def task_card(problems: Problems, block: Block, pointer: str) -> None:
    problems.required(block, ("task_id", "title"), pointer)


def plan(problems: Problems, block: Block, pointer: str) -> None:
    if problems.required(block, ("title",), pointer):
        for index, task in enumerate(block.get("tasks") or []):
            task_card(problems, task, f"{pointer}/tasks/{index}")
