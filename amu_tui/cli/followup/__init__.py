"""Commands that follow many sessions: what is due, whose turn it is, how far each has come."""
