"""Charts: areas, distributions, rounds."""
