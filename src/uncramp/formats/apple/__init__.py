"""Apple Health's export: one large XML file, and the small ones cut out of it."""
