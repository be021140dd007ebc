"""The action report and what was decided, as text."""
