"""Conversations about who is away, who stands in for him, and who leaves."""
