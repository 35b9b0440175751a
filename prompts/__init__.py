"""Prompts as versioned files (`name.vN.md`) and what reads them. A released version is never edited."""
