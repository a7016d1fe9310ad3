"""What the command line answers, one file per command."""
