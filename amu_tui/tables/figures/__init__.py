"""Table to figures: scores, participation, questions, and what is wrong with them."""
