"""A session's ballots: casting, receipts, counting, clearing."""
