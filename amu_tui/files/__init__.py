"""The only code that writes: sessions, settings, private notes."""
