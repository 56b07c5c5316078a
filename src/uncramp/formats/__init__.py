"""Files to values and values to files."""
