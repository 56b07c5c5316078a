"""What happened within a run: how it began and ended, how even it was, and where it began to fail."""
