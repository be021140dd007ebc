"""One round beside the next."""
