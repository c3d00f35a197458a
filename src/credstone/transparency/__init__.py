"""What an append-only log will hold: for now the leaves, kept from the first credential on."""
