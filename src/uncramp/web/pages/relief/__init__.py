"""Out of a cramp, without the logbook."""
