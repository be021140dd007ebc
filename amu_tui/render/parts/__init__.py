"""What the action report says, part by part; a part that nobody has filled in is not there."""
