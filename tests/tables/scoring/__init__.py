"""Scoring raw answers."""
