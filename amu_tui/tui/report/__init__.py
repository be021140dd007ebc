"""The report: as it will be filed, and what goes into it."""
