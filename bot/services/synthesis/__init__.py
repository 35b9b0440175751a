"""From what was said to the morning's message: lasting themes, held against the records, weighed and told."""
