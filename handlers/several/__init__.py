"""People who work for several offices: for which of them they speak now, and what waits in the others."""
