"""Model values to text, without Textual."""
