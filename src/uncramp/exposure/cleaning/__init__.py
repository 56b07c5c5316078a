"""Cleaning: what in the recorded streams cannot be true, as findings with the records to leave out."""
