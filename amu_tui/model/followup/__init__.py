"""What becomes of a plan: what is due, what stands still, whose turn it is."""
