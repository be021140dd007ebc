"""The repository around a session, read by its files alone: git itself is never run."""
