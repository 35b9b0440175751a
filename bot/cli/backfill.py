"""Reading channels' history from the command line."""

import sys
from datetime import datetime

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bot.app import App
from bot.cli.progress import catch_up
from bot.cli.slack import connect_reader
from bot.domain.workspace import Channel
from handlers.slack_history import SlackHistory


async def backfill_all(product: App, oldest: datetime) -> None:
    """Every channel that is listened to, back to `oldest`."""
    reader, team, directory = await connect_reader(product)
    await product.services.listening.listen_as_set(team.id, directory, product.settings.surfaces)
    people = [person async for person in directory.people()]
    await product.services.listening.note_people(team.id, people)
    names = {person.id: person.name for person in people}
    names |= {c.id: c.name for c in await product.services.listening.channels(team.id) if not c.is_private}
    backfilling = product.services.backfilling(SlackHistory(reader, team, lambda: names))
    channels = await product.services.listening.listened(team.id)
    if not channels:
        print("No channel is listened to: set BECAUSE_SUPPORT_CHANNELS, or /because listen support.", file=sys.stderr)
        return
    total = 0
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=sys.stderr), disable=not sys.stderr.isatty()) as bar:
        for channel in channels:
            now = product.now()
            task = bar.add_task(f"#{channel.name}", total=(now - oldest).total_seconds())

            def reached(_: Channel, back_to: datetime, task: TaskID = task, now: datetime = now) -> None:
                bar.update(task, completed=(now - back_to).total_seconds())

            done = await backfilling.read(channel, oldest, reached)
            total += done.new + done.changed
    await catch_up(product)
    print(f"{total} messages from {len(channels)} channels.", file=sys.stderr)
