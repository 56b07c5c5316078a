"""Words, units and charts, shared by the command line and the web."""
