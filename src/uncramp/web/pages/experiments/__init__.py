"""Experiments of the runner on himself."""
