"""Starting: what a new workspace, and a new client in it, begin with."""
