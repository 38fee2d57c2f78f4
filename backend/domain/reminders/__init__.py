"""Which moments remind of a deadline, and what is told together."""
