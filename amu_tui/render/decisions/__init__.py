"""What was decided, in words: votes, ties, changes since, versions of an action."""
