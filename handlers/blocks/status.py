"""The state of things: `/because status`, and the lower half of App Home."""

from datetime import datetime

from bot.domain.status import ChannelStatus, Status
from handlers.blocks.elements import Block, Element, Rendered, bullets, paragraph, rich, words
from handlers.blocks.wording import ago, counted, day, fallback, named

CHANNELS_SHOWN = 20
NOTICEABLE_LAG_S = 60


def status_message(status: Status, now: datetime) -> Rendered:
    return Rendered([rich(paragraph(words(counts_line(status)))), *channel_list(status, now)], status_text(status, now))


def counts_line(status: Status) -> str:
    """One sentence of counts, and one on what is still to be done where there is something."""
    line = (
        f"{counted(status.messages + status.feedback, 'message')} read, {counted(status.signals, 'signal')} in "
        f"{counted(status.themes, 'theme')}, {counted(status.decisions, 'decision')} on record. "
    )
    line += f"Last digest: {day(status.last_digest)}." if status.last_digest else "No digest yet."
    if status.lag_seconds >= NOTICEABLE_LAG_S:
        line += f" {counted(int(status.lag_seconds // 60), 'minute')} behind."
    if status.stuck:
        line += f" {counted(status.stuck, 'event')} could not be worked off; because doctor shows them."
    if status.pending_index:
        line += f" {counted(status.pending_index, 'text')} not searchable by meaning yet."
    return line


def channel_list(status: Status, now: datetime) -> list[Block]:
    if not status.channels:
        advice = "No channel is listened to yet. Type /because listen support (or sales, community, product) in one."
        return [rich(paragraph(words(advice)))]
    lines = [_channel(channel, now) for channel in status.channels[:CHANNELS_SHOWN]]
    blocks = [rich(paragraph(words("Channels", bold=True)), bullets(*lines))]
    if len(status.channels) > CHANNELS_SHOWN:
        more = counted(len(status.channels) - CHANNELS_SHOWN, "more channel")
        blocks.append(rich(paragraph(words(f"and {more}", italic=True))))
    return blocks


def status_text(status: Status, now: datetime) -> str:
    """Escaped; `escape.unescape` gives the words back for a terminal."""
    lines = [counts_line(status)]
    lines += [f"{channel_name(one)}: {_about(one, now)}" for one in status.channels[:CHANNELS_SHOWN]]
    return fallback("\n".join(lines))


def channel_name(channel: ChannelStatus) -> str:
    return "#" + named(channel.name or channel.id).removeprefix("#")


def _channel(channel: ChannelStatus, now: datetime) -> Element:
    return paragraph(words(channel_name(channel), bold=True), words(f" · {_about(channel, now)}"))


def _about(channel: ChannelStatus, now: datetime) -> str:
    parts = [channel.surface.value] if channel.surface else []
    parts.append(counted(channel.messages, "message"))
    parts.append(f"last heard {ago(channel.last_event_at, now)}" if channel.last_event_at else "nothing heard yet")
    if channel.backfilled_to:
        parts.append(f"read back to {day(channel.backfilled_to)}")
    return " · ".join(parts)
