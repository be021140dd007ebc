"""Results as rows, bars, sentences, text and JSON."""
