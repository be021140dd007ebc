"""Who may do what in a shared session."""
