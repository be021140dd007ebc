"""Following up in words: what is due, whose turn it is, and what became of what was said."""
