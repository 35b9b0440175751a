"""Finding the records and messages that a question is about."""
