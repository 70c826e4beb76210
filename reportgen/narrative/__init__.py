"""Stage 6: findings become sentences; every sentence is a message of the catalogue with facts."""
