"""The command line, a file for each matter. A command imports what it needs when it is called."""
