"""Changes of the tables, in order; a logbook that is opened goes through those it has not had."""
