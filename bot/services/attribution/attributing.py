"""The account a message belongs to: the surest sign first, and none where signs of one rank disagree."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.messages import Message
from bot.domain.workspace import Channel
from bot.services.attribution.book import AccountBook
from bot.services.attribution.channels import channel_account
from bot.services.attribution.mentions import named_in

_EMAIL = re.compile(r"[\w.+\-]+@([\w\-]+(?:\.[\w\-]+)+)")
_HOST = re.compile(r"(?:https?://|(?<![\w@./]))((?:[a-z0-9\-]+\.)+[a-z]{2,})(?![\w@])", re.IGNORECASE)
_FIELD = re.compile(
    r"^[\s>*_•\-]*(?:company|company name|organi[sz]ation|org|account|account name|customer|client|workspace|"
    r"tenant|business|deal|opportunity|firma|unternehmen|kunde|empresa|cliente|entreprise|soci[eé]t[eé]|organisatie|klant|"
    r"bedrijf|azienda)[*_\s]*[:=][*_ \t]*(?P<value>[^\n|;]{1,80})",
    re.IGNORECASE | re.MULTILINE,
)
_NAME_WORDS = 5


class Reason(StrEnum):
    """Which sign told the account."""

    HINT = "carrier"
    TEAM = "connected team"
    CHANNEL = "channel name"
    FIELD = "field in the text"
    AUTHOR = "author's e-mail domain"
    EMAIL = "e-mail domain in the text"
    HOST = "web address in the text"
    NAME = "name in the text"
    THREAD = "thread"
    AMBIGUOUS = "several accounts named"
    UNKNOWN = "names a company that is no account"
    NOTHING = "nothing tells it"


@dataclass(frozen=True)
class Attribution:
    account_id: str | None
    reason: Reason


def attribute(
    message: Message,
    book: AccountBook,
    channel: Channel | None = None,
    thread_account: str | None = None,
) -> Attribution:
    """Tell which account the message speaks for.

    channel: where it was said. thread_account: the account of the thread's first message, which a reply inherits
    where it names none itself. An account already set on the message (`message.account`, by a person) is not
    looked at here.
    """
    carried = _from_carrier(message, book, channel)
    if carried is not None:
        return carried
    fields = [value.strip() for value in _FIELD.findall(message.text)]
    if fields:
        known = {account for value in fields if (account := _of_field(value, book))}
        if known:
            return _only(known, Reason.FIELD)
    if message.author_email and (account := book.domain(message.author_email.rpartition("@")[2])):
        return Attribution(account, Reason.AUTHOR)
    if any(_is_a_name(value) and not named_in(value, book) for value in fields):
        return Attribution(None, Reason.UNKNOWN)
    in_text = _from_text(message.text, book)
    if in_text.account_id is None and in_text.reason is Reason.NOTHING:
        if fields and not all(_is_blank(value) for value in fields):
            return Attribution(None, Reason.UNKNOWN)
        if message.is_reply and thread_account is not None:
            return Attribution(thread_account, Reason.THREAD)
    return in_text


def _from_carrier(message: Message, book: AccountBook, channel: Channel | None) -> Attribution | None:
    """What brought the message: an integration's own field, the connected team, a channel named after the account."""
    if message.account_hint:
        hint = message.account_hint
        account = book.by_team.get(hint) or book.named(hint.rpartition("@")[2])
        if account:
            return Attribution(account, Reason.HINT)
    teams = {message.author_team_id} if message.author_team_id in book.by_team else set()
    if not teams and channel is not None:
        teams = {team for team in channel.connected_team_ids if team in book.by_team}
    known = {book.by_team[team] for team in teams if team is not None}
    if len(known) == 1:
        return Attribution(next(iter(known)), Reason.TEAM)
    name = channel.name if channel is not None else message.channel_name
    if name and (account := channel_account(name, book)):
        return Attribution(account, Reason.CHANNEL)
    return None


def _of_field(value: str, book: AccountBook) -> str | None:
    """`Acme`, `Acme (Enterprise)`, `Acme - 250 seats`, `<https://acme.com|Acme>`, `jane@acme.com`."""
    hosts = _EMAIL.findall(value)
    if hosts:
        return book.domain(hosts[0])
    shorter = re.split(r"\s+[-–—(|·/]|\s*[(,]|\s{2,}", value, maxsplit=1)[0]
    return book.named(value) or book.named(shorter)


def _from_text(text: str, book: AccountBook) -> Attribution:
    addressed = {account for host in _EMAIL.findall(text) if (account := book.domain(host))}
    if addressed:
        return _only(addressed, Reason.EMAIL)
    named = named_in(text, book)
    if named:
        return _only(set(named), Reason.NAME)
    hosts = {account for host in _HOST.findall(text) if (account := book.domain(host))}
    if hosts:
        return _only(hosts, Reason.HOST)
    return Attribution(None, Reason.NOTHING)


def _only(accounts: set[str], reason: Reason) -> Attribution:
    return Attribution(next(iter(accounts)), reason) if len(accounts) == 1 else Attribution(None, Reason.AMBIGUOUS)


def _is_a_name(value: str) -> bool:
    """`Wayne Enterprises` is somebody else's name; `40k, closes in May` and a blank are not."""
    words = value.strip(" *_").split()
    return not _is_blank(value) and len(words) <= _NAME_WORDS and words[0][:1].isupper()


def _is_blank(value: str) -> bool:
    return value.strip(" -–—*_").lower() in {"", "n/a", "na", "none", "unknown", "null", "-", "?", "tbd"}
