"""How fast Remit is, measured beside what else there is: `make bench`, or `python -m bench --quick` for the page alone.

rounds.py (timing) ─▶ page.py, peers.py, growth.py, commands.py, diff.py (a Part each) ─▶ report.py, curves.py
"""
