"""The hazard model: how likely a cramp is, where and why."""
