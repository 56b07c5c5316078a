"""What to do: rules, the limits that no plan may pass, relief and red flags."""
