"""What is known about cramps, how well, and from where."""
