"""The inbox: exports that anyone drops, brought to the client whose they are."""
