"""A session's folder: making, reading and changing it."""
