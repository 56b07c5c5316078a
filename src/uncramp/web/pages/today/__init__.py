"""Today: where the runner stands, and the way to help with a cramp."""
