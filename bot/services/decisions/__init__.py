"""The life of a decision record: recorded, imported, superseded, contested, confirmed."""

from bot.services.decisions.importing import ImportDecisions, Imported
from bot.services.decisions.life import DecisionLife
from bot.services.decisions.recording import DecisionRecords, Recorded, Source

__all__ = ["DecisionLife", "DecisionRecords", "ImportDecisions", "Imported", "Recorded", "Source"]
