"""One round compared with the next."""
