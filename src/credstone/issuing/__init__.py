"""From an award to a secured credential: exact bytes first, then lint, sign, compare."""
