"""Whether the forecasts work for this runner."""
