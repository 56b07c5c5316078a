"""Uncramp keeps runners from cramping: what a run demands against what the runner is ready for."""
