"""The rules by which the synthesis judges: pure functions from domain values and vectors to domain values."""
