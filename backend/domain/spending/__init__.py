"""What money was spent on, what of it repeats, and what could be left out: pure decisions."""
