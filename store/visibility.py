"""The one place where "who may read this" becomes SQL."""

from typing import Any

from sqlalchemy import ColumnElement, and_, true

from bot.domain.audience import Viewer


def visible(audience: ColumnElement[Any], channel: ColumnElement[Any], viewer: Viewer) -> ColumnElement[bool]:
    """True for the rows that `viewer` may read, the same rule as `Viewer.may_read`."""
    if viewer.sees_all:
        return true()
    allowed = audience.in_(sorted(viewer.audiences))
    if viewer.only_channels is None:
        return allowed
    return and_(allowed, channel.in_(sorted(viewer.only_channels)))
