"""Questions that an action asks before it can be taken: one at a time, whatever the procedure makes it ask for."""
