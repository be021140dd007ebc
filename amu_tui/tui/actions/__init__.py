"""The steps and screens of actions: writing, saving, following up."""
