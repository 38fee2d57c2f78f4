"""Verbs on cards, loans, statements and payments."""
