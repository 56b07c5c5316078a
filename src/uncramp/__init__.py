"""Uncramp: what a run demands against what the runner is ready for, for runners who cramp."""
