"""The small made-up company that fills the local workspace."""
