"""A plan for a run to come."""
