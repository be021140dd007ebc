"""One view for each kind of step."""
