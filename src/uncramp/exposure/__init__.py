"""What a run asks, and how far that is beyond what the runner is ready for."""
