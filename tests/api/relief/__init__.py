"""Relief through HTTP: what a borrower who is late can do."""
