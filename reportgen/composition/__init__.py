"""Stage 7: results and words become sections of blocks, lagging first, then leading, then deeds."""
