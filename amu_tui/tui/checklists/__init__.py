"""The institution's checklists: which one to answer, and its questions on one screen."""
