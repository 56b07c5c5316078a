"""Findings and grades as data, and how they become effect sizes."""
