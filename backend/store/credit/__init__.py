"""Rows and queries of cards, loans, statements and payments."""
