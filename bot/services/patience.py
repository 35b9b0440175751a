"""How long what could not be done waits for its next try, and when it is given up."""

from datetime import timedelta

LONGEST_WAIT = timedelta(minutes=10)
PATIENCE = timedelta(days=1)
"""How long an outage (of Slack, a model, a database server) may last before what waits for its end is set aside."""


def waiting_time(attempts: int, first: timedelta) -> timedelta:
    """Twice as long after each try, up to LONGEST_WAIT. attempts: those before the one that failed."""
    doubled: timedelta = first * 2 ** min(attempts, 16)
    return min(doubled, LONGEST_WAIT)
