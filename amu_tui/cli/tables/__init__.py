"""The commands that read tables: results, score, new."""
