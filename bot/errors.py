"""Errors that a person may see. Each message is one clear sentence that names the place and the mend."""


class BecauseError(Exception):
    """Something failed at run time; the message is fit to show to a person. Exit code 1."""

    exit_code = 1


class BadInput(BecauseError):
    """What was handed in is wrong: `place` names the file and row (or the field), `problem` says what is wrong."""

    exit_code = 2

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem


class BadSettings(BecauseError):
    """A setting is missing or wrong; the message names it and says what to set."""

    exit_code = 2


class NotAllowed(BecauseError):
    """The viewer may not do or see this."""


class NotFound(BecauseError):
    """No such thing, or nothing that the viewer may see: the two are told apart to nobody."""


class Conflict(BecauseError):
    """Somebody else changed the thing meanwhile, or it exists already."""


class Unavailable(BecauseError):
    """An outside service (Slack, a model, a database server) did not answer as it should."""
