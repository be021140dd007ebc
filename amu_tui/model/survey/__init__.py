"""What was asked and answered: instrument, units, results, precision, ordering."""
