"""Which scores are hidden: limits, differencing, suppression, audit, previous releases."""
