"""An invented runner with most of a year of invented runs, to try everything on."""
