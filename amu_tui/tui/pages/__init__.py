"""The steps that are read: slides, questions, agenda, report."""
