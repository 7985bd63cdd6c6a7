"""Runs over any number of pages: what the pages are, the processes that work through them, and what is written down."""
