"""The shell with a database: thin over the core. What needs no state never comes here."""
