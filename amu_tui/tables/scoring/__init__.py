"""Raw answers to scores."""
