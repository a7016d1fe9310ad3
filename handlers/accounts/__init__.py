"""The office's own accounts in the networks: their list, and how it is kept (Klepechikha 3, Petrovsky 3)."""
