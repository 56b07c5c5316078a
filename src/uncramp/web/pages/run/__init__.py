"""One run: what it was, how likely a cramp was, and the diary."""
