"""The steps and screens of a vote, from the ballot to the outcome."""
