"""Which customer a message is about: from where it was said, who said it, and what it names. Pure.

`attribute(message, AccountBook.of(accounts, teams), channel)` gives the account's id, or None, and the reason.
"""

from bot.services.attribution.attributing import Attribution, Reason, attribute
from bot.services.attribution.book import AccountBook

__all__ = ["AccountBook", "Attribution", "Reason", "attribute"]
