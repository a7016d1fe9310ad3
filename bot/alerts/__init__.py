"""The bot's own trouble, told to those who can mend it: seldom, in plain words, and with an end to it."""
