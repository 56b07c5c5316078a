"""Published formulas, one family a module; outside the range that was measured they give NaN."""
