"""Answers to "why": from ranked evidence to the record's own sentences, or to an honest "no record"."""
