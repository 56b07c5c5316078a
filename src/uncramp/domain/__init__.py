"""The field's values: what a run, a runner, a cramp and a plan are. No input, no output, no framework."""
