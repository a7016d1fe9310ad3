"""What is kept, for how long, how it is erased, and how it is carried away."""
