"""What is proven by force: the faults and attacks, how often each was tried, and what came of it."""
