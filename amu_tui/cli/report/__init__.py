"""The commands about the report."""
