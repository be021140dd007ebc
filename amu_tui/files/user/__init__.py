"""The user's own files: settings, private notes, state."""
