"""The session that is open: saving, undo, following, news."""
