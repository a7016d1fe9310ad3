"""Working time and due rules."""
