"""The commands of a meeting: open, show, vote, close, action, report."""
