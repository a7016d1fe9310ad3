"""/settings: what a person chooses for himself."""
