"""Relief through the door: guidance, and what is said of lateness."""
