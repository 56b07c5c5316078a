"""The profile: what only the runner can say."""
