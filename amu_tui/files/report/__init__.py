"""What the report adds to a session: who signed it."""
