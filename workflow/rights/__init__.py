"""Who may do what: one table, read by the buttons, by every decision, and by `python -m bot access` alike."""
