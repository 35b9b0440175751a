"""Who may read a piece of text, and who is asking. Unknown means no."""

from dataclasses import dataclass, replace

PUBLIC = "public"
"""The audience of everything that each full member of the workspace may read; any other value is the id of the one
private channel (or conversation) whose members may."""


def audience_of_channel(channel_id: str, *, is_private: bool) -> str:
    return channel_id if is_private else PUBLIC


@dataclass(frozen=True)
class Viewer:
    """Who asks, narrowed by where the answer lands.

    audiences: the audiences that may be read.
    only_channels: when set, nothing but text that was said in one of these channels (guests, shared channels).
    sees_all: the operator at the terminal of the machine that holds the database (export, forget), nobody in Slack.
    """

    team_id: str
    user_id: str | None = None
    audiences: frozenset[str] = frozenset()
    only_channels: frozenset[str] | None = None
    sees_all: bool = False

    @classmethod
    def nobody(cls, team_id: str, user_id: str | None = None) -> "Viewer":
        """Sees nothing: people of other companies, deactivated people, people who cannot be looked up."""
        return cls(team_id, user_id)

    @classmethod
    def public(cls, team_id: str, user_id: str | None = None) -> "Viewer":
        return cls(team_id, user_id, frozenset({PUBLIC}))

    @classmethod
    def member(cls, team_id: str, user_id: str, private_channels: frozenset[str]) -> "Viewer":
        return cls(team_id, user_id, private_channels | {PUBLIC})

    @classmethod
    def guest(cls, team_id: str, user_id: str, channels: frozenset[str]) -> "Viewer":
        """A guest reads only what was said in the channels that the guest is in."""
        return cls(team_id, user_id, channels | {PUBLIC}, only_channels=channels)

    @classmethod
    def operator(cls, team_id: str) -> "Viewer":
        return cls(team_id, sees_all=True)

    def may_read(self, audience: str, channel_id: str | None) -> bool:
        if self.sees_all:
            return True
        if audience not in self.audiences:
            return False
        return self.only_channels is None or channel_id in self.only_channels

    def landing_in(self, everybody_there: "Viewer") -> "Viewer":
        """Narrowed to what everybody who will read the reply may see as well."""
        if everybody_there.sees_all:
            return self
        audiences = everybody_there.audiences if self.sees_all else self.audiences & everybody_there.audiences
        mine, theirs = self.only_channels, everybody_there.only_channels
        only = theirs if mine is None else mine if theirs is None else mine & theirs
        return replace(self, audiences=audiences, only_channels=only, sees_all=False)
