"""The core: what happens to a card, and by when. It decides and never performs."""
