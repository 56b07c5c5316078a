"""The commands, one a file. What they need is imported when they run, so that help and relief come at once."""
