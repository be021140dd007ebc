"""Checklists and the answers to them, in a session's folder."""
