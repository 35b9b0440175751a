"""Search by meaning. The index is derived from SQL's vectors and may be thrown away at any time."""
