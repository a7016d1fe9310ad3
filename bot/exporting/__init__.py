"""`export`: everything that is kept, in formats that any program reads."""
