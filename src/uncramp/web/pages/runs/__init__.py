"""Runs: all that the logbook holds, newest first."""
