"""What the runner keeps: models, store and migrations."""
