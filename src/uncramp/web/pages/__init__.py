"""The pages: a folder and a word each."""

PAGES = ("today", "runs", "run", "plan", "relief", "profile", "evidence")
"""In the order of the menu."""
