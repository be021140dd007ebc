"""The steps and screens that show results."""
