"""/find: cards by number, words, author, link, topic, place, days and state."""
