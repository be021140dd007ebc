"""A session: its agenda, actions, follow-up, and what is live."""
