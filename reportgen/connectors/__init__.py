"""Stage 2: ask each source, and hand on what it said, as it said it."""
