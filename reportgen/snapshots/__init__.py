"""Stage 3: what we knew on which day, kept for ever."""
