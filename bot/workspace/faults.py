"""What can go wrong on purpose. A test sets these; by default nothing does."""

from dataclasses import dataclass, field
from enum import StrEnum


class FaultKind(StrEnum):
    SERVER_ERROR = "server_error"  # 500 with a JSON body that says so
    HTML = "html"  # 200 with a page instead of JSON
    RESET = "reset"  # the connection is cut, no reply
    RATE_LIMITED = "rate_limited"  # 429 with Retry-After
    ERROR = "error"  # a Web API error by name


@dataclass
class CallFault:
    """One fault of a Web API method, used up after `times` calls.

    after_commit: what was asked for is done first, and only the reply is lost: the case in which a blind second try
    does the thing twice.
    """

    method: str
    kind: FaultKind
    times: int = 1
    after_commit: bool = False
    error: str = "internal_error"
    retry_after: int = 1


@dataclass
class Faults:
    """The knobs. Counters count down by themselves as they are used; flags stay until changed.

    duplicate_events: the next n events are sent twice (same event_id), as happens when an ack is late.
    swap_events: the next n events are held until the event after them has been sent.
    ignore_acks: the next n acks of events are overheard, so the retries come.
    unfurl_links: messages of people that hold a link get a `message_changed` without `edited`, as unfurling causes.
    file_share_delay: seconds between `files.completeUploadExternal` and the message that shows the file.
    expire_cursors: every paging cursor is refused with `invalid_cursor`.
    revoked_tokens: tokens that answer `token_revoked`.
    """

    calls: list[CallFault] = field(default_factory=list)
    duplicate_events: int = 0
    swap_events: int = 0
    ignore_acks: int = 0
    unfurl_links: bool = False
    file_share_delay: float = 0.0
    expire_cursors: bool = False
    revoked_tokens: set[str] = field(default_factory=set)

    def fail(
        self,
        method: str,
        kind: FaultKind | str = FaultKind.SERVER_ERROR,
        *,
        times: int = 1,
        after_commit: bool = False,
        error: str = "internal_error",
        retry_after: int = 1,
    ) -> None:
        """Makes the next `times` calls fail, e.g. `fail("chat.postMessage", "reset", after_commit=True)`."""
        self.calls.append(CallFault(method, FaultKind(kind), times, after_commit, error, retry_after))

    def take(self, method: str) -> CallFault | None:
        """The fault that this call of `method` meets, one use of it spent."""
        for fault in self.calls:
            if fault.method == method and fault.times > 0:
                fault.times -= 1
                return fault
        return None

    def spend(self, knob: str) -> bool:
        """Whether the counter `knob` still had one left; takes it."""
        left = int(getattr(self, knob))
        if left <= 0:
            return False
        setattr(self, knob, left - 1)
        return True
