"""Cards, loans, statements, minimum payments and lateness."""
