"""How a change is shared out: over the factors of a formula, over segments, over months."""
