"""Pictures of the posts, and how they are drawn."""
