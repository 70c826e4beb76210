"""What the two sample clients' tools exported, and the seeded script that makes it."""
