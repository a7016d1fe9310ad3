"""For how long what is kept: settings, and the round that forgets what is over."""
