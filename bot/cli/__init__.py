"""The `because` command: every verb of the product from a terminal."""

import sys

from bot.cli.commands import app
from bot.errors import BecauseError
from bot.logs import configure_logs


def main() -> None:
    """Ends 0 on success, 2 on bad usage or bad input, 1 on a failure at run time."""
    configure_logs()
    try:
        app()
    except BecauseError as failure:
        print(f"because: {failure}", file=sys.stderr)
        sys.exit(failure.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # `because decisions | head`
        sys.stderr.close()
        sys.exit(0)
