"""Charts drawn by plotext."""
