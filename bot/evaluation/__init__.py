"""Measures of what the product does, on data that is not part of it, and the training of its classifier."""
