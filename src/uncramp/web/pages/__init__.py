"""The pages: a folder and a word each."""

PAGES = ("today", "runs", "run", "imports", "ledger", "plan", "experiments", "relief", "profile", "evidence", "check")
"""In the order of the menu."""
