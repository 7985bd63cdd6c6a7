"""Runs over many machines: shares of corpora, the places they lie at, and the engine that has them made."""
