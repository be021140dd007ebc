"""The blocks of a document, and a writer for each form of it."""
