"""Advice rules, one a file; none knows another."""
