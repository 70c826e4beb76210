"""Stage 10, delivery: an edition goes to its client, and never twice by accident."""
