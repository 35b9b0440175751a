"""Because: what customers said, next to what was decided and why."""

__version__ = "0.1.0"
