"""Stage 4: what to ask of each source, and what they said as one tidy table."""
