"""One import: what became of each of its files."""
