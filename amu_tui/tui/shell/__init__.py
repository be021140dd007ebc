"""The application, the meeting around its steps, the list of sessions, help."""
