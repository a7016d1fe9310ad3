"""`doctor`: what is right and what is wrong with an installation, each with its mend. A file a matter."""
