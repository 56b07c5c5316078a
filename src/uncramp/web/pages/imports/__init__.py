"""Files in: an upload, a run by hand, and the imports so far."""
