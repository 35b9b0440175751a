"""The digest of a day, twice, in a process that remembers nothing: `python -m bot.evaluation.fresh FOLDER DAYS_AGO`."""

import asyncio
import json
import sys
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.app import App
from bot.evaluation.measuring import Spent, spent
from bot.evaluation.store_at_size import opened
from bot.logs import configure_logs
from handlers.blocks.digest import digest_message


async def digest(app: App, days_ago: int = 0) -> None:
    """Of the 24 hours that ended so many days ago, as `because digest` prints them."""
    composer, end = app.services.composer, app.now() - timedelta(days=days_ago)
    rhythm = composer.rhythm
    digest_message(await composer.compose(await app.digest_viewer(), rhythm.local_date(end), rhythm.preview(end)))


async def first_and_next(folder: Path, days_ago: int) -> list[Spent]:
    async with opened(folder) as app:
        return [await spent(partial(digest, app, days_ago)) for _ in range(2)]


def main() -> None:
    configure_logs()
    folder, days_ago = sys.argv[1:]
    print(json.dumps([asdict(one) for one in asyncio.run(first_and_next(Path(folder), int(days_ago)))]))


if __name__ == "__main__":
    main()
