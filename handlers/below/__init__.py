"""Offices below: their boards and figures, a card passed down to one of them, and taken back."""
