"""Raw answers in a row each: person, question, answer."""
