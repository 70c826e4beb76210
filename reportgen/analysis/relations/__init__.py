"""Leading figures against the goal: the test of every line of the tree that has a lag."""
