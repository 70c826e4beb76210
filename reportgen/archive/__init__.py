"""Stage 9: finished documents become an edition that nothing ever overwrites."""
