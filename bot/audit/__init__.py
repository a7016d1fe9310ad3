"""Whether the journal is what was written: its chain, and its ends that were signed and kept elsewhere."""
