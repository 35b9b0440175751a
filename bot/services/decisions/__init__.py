"""The life of a decision record: recorded, imported, superseded, contested, confirmed."""

from bot.services.decisions.changing import DecisionChanges
from bot.services.decisions.earlier import EarlierRecords
from bot.services.decisions.filling import FilledIn, Filling
from bot.services.decisions.importing import ImportDecisions, Imported
from bot.services.decisions.life import DecisionLife
from bot.services.decisions.offering import DraftOffers
from bot.services.decisions.recording import DecisionRecords, Recorded, Source

__all__ = [
    "DecisionChanges",
    "DecisionLife",
    "DecisionRecords",
    "DraftOffers",
    "EarlierRecords",
    "FilledIn",
    "Filling",
    "ImportDecisions",
    "Imported",
    "Recorded",
    "Source",
]
