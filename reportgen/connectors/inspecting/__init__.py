"""A file nobody has declared: which tool wrote it, and what the reader sees in it."""
