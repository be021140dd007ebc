"""Ballots, hands, tally, ties, other rules, closing, recount."""
