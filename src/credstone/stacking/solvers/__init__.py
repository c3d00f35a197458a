"""Integer programs and who decides them; nothing here knows what a requirement is."""
