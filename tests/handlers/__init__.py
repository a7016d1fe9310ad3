"""What people read: cards, pings, previews, refusals, lists, catalogues."""
